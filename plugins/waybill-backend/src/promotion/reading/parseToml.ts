import { InputError } from '@backstage/errors';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { parse, TomlDate, TomlError, TomlValue } from 'smol-toml';
import { assertReadable } from './assertReadable';

/** A TOML text as JSON; dates and times are texts in the form of RFC 3339. */
export function parseToml(text: string): JsonValue {
  assertReadable(text);
  try {
    return toJson(parse(text, { integersAsBigInt: 'asNeeded' }));
  } catch (error) {
    if (error instanceof TomlError || error instanceof RangeError) {
      throw new InputError(error.message.trim());
    }
    throw error;
  }
}

function toJson(value: TomlValue): JsonValue {
  if (value instanceof TomlDate) {
    return value.toISOString();
  }
  if (typeof value === 'bigint') {
    return Number(value);
  }
  if (Array.isArray(value)) {
    return value.map(toJson);
  }
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, toJson(item)]),
    );
  }
  return value;
}
