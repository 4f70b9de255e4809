import { InputError } from '@backstage/errors';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';

/**
 * A value as TOML text. Texts stand in single quotes where they can, as Kargo writes them.
 *
 * @param isFloat - whether a whole number is written as a decimal, so that a reader keeps finding the type it found
 */
export function formatToml(value: JsonValue, isFloat = false): string {
  switch (typeof value) {
    case 'string':
      return formatText(value);
    case 'boolean':
      return String(value);
    case 'number':
      return formatNumber(value, isFloat);
    default:
      throw new InputError(
        `value is not a TOML scalar type: expected a text, a number or a boolean, found ${JSON.stringify(
          value,
        )}`,
      );
  }
}

function formatText(value: string): string {
  // eslint-disable-next-line no-control-regex -- a literal text holds neither
  if (!/['\u0000-\u0008\u000a-\u001f\u007f\ud800-\udfff]/.test(value)) {
    return `'${value}'`;
  }
  if (/\p{Surrogate}/u.test(value)) {
    throw new InputError('the text is no valid Unicode');
  }
  // What JSON escapes TOML escapes alike; it wants one character more escaped.
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
}

function formatNumber(value: number, isFloat: boolean): string {
  const text = String(value);
  if (Number.isSafeInteger(value) && !isFloat) {
    return Object.is(value, -0) ? '0' : text;
  }
  return /[.e]/.test(text) ? text : `${text}.0`;
}
