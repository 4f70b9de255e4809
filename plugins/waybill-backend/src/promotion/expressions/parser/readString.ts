import { ExpressionError } from '../ExpressionError';

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '`': '`',
};
/** How many hexadecimal digits follow. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What a literal in quotes stands for; one in backticks has no escapes. `position` is where it starts in `source`. */
export function readString(
  literal: string,
  source: string,
  position: number,
): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) {
    return inner;
  }
  return inner.replace(
    /\\(?:x[^]{0,2}|u[^]{0,4}|U[^]{0,8}|[0-7]{3}|[^])/g,
    (escape: string, at: number) => {
      const kind = escape[1];
      if (Object.hasOwn(ESCAPES, kind)) {
        return ESCAPES[kind];
      }
      const octal = /^\\[0-7]{3}$/.test(escape);
      const digits = octal ? escape.slice(1) : escape.slice(2);
      const isNumber =
        octal ||
        (digits.length === DIGITS[kind] && /^[0-9a-fA-F]+$/.test(digits));
      const code = isNumber ? parseInt(digits, octal ? 8 : 16) : NaN;
      if (!(code <= 0x10ffff)) {
        throw new ExpressionError(
          `"${escape}" is not an escape in a text`,
          source,
          position + 1 + at,
        );
      }
      return String.fromCodePoint(code);
    },
  );
}
