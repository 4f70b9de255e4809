import { isScalar, parseDocument, Scalar } from 'yaml';
import { typeText } from '../expressions/typeText';

/** How the value stood in the file before. */
export interface ScalarStyle {
  /** `PLAIN`, `QUOTE_DOUBLE`, `QUOTE_SINGLE`, or a block style. */
  type: Scalar.Type | undefined;
  /** Inside `[…]` or `{…}`. */
  inFlow: boolean;
}

/**
 * A value as YAML text on one line, in the quotes it had before where it is a text.
 *
 * @remarks A text stays a text for every reader: what YAML 1.1 or 1.2 would take for something else is quoted.
 */
export function formatScalar(
  value: string | number | boolean | null,
  style: ScalarStyle,
): string {
  if (typeof value !== 'string') {
    return String(value);
  }
  const isPrintable = !/[\p{Cc}\u2028\u2029\ufeff]/u.test(value);
  if (style.type === 'QUOTE_DOUBLE' || !isPrintable) {
    return JSON.stringify(value);
  }
  if (style.type === 'QUOTE_SINGLE') {
    return singleQuoted(value);
  }
  if (!isTextByItself(value)) {
    return JSON.stringify(value);
  }
  if (isPlainIn(value, style.inFlow)) {
    return value;
  }
  return singleQuoted(value);
}

/** Whether the bare word could be read as a number, boolean, null or other JSON. */
export function isTextByItself(value: string): boolean {
  if (value === '') {
    return false;
  }
  try {
    if (typeText(value) !== value) {
      return false;
    }
  } catch {
    return false;
  }
  return (['1.1', '1.2'] as const).every(version => {
    const node = parseDocument(value, { version }).contents;
    return !isScalar(node) || typeof node.value === 'string';
  });
}

function isPlainIn(value: string, inFlow: boolean): boolean {
  const read = parseDocument(inFlow ? `[${value}]` : `a: ${value}`);
  const node = read.getIn([inFlow ? 0 : 'a'], true);
  return (
    !read.errors.length &&
    isScalar(node) &&
    node.type === 'PLAIN' &&
    node.value === value &&
    !node.comment &&
    (!inFlow || read.getIn([1]) === undefined)
  );
}

function singleQuoted(value: string): string {
  return `'${value.replace(/'/g, "''")}'`;
}
