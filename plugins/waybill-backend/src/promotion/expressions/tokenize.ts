import { ExpressionError } from './ExpressionError';

export interface Token {
  type: 'name' | 'number' | 'string' | 'operator' | 'end';
  text: string;
  value?: string | number;
  position: number;
}

const OPERATORS = [
  '?.',
  '??',
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '**',
  '..',
  ...'+-*/%^<>!?:.,()[]{}|#;=',
];
const NUMBER =
  /0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_$][\p{L}\p{Nd}_$]*/uy;
const ESCAPES: Record<string, string> = {
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

/** Cuts an expression into tokens; the last one is `end`. Literals follow expr-lang. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  const matchAt = (pattern: RegExp) => {
    pattern.lastIndex = position;
    return pattern.exec(source)?.[0];
  };
  const operatorHere = () =>
    OPERATORS.find(op => source.startsWith(op, position));

  while (position < source.length) {
    const char = source[position];
    if (/\s/.test(char)) {
      position += 1;
      continue;
    }
    if (char === '"' || char === "'" || char === '`') {
      const { value, end } = readString(source, position);
      tokens.push({
        type: 'string',
        text: source.slice(position, end),
        value,
        position,
      });
      position = end;
      continue;
    }
    const digits = /[\d.]/.test(char) ? matchAt(NUMBER) : undefined;
    if (digits) {
      const value = Number(digits.replace(/_/g, ''));
      const after = source[position + digits.length] ?? '';
      if (Number.isNaN(value) || /[\p{L}_$]/u.test(after)) {
        throw new ExpressionError(
          `"${digits}${after}" is not a number`,
          source,
          position,
        );
      }
      tokens.push({ type: 'number', text: digits, value, position });
      position += digits.length;
      continue;
    }
    const name = matchAt(NAME);
    if (name) {
      tokens.push({ type: 'name', text: name, position });
      position += name.length;
      continue;
    }
    const operator = operatorHere();
    if (!operator) {
      throw new ExpressionError(`unexpected "${char}"`, source, position);
    }
    tokens.push({ type: 'operator', text: operator, position });
    position += operator.length;
  }
  tokens.push({ type: 'end', text: '', position: source.length });
  return tokens;
}

function readString(
  source: string,
  start: number,
): { value: string; end: number } {
  const quote = source[start];
  let value = '';
  let at = start + 1;
  while (at < source.length) {
    const char = source[at];
    if (char === quote) {
      return { value, end: at + 1 };
    }
    if (char !== '\\' || quote === '`') {
      value += char;
      at += 1;
      continue;
    }
    const escape = source[at + 1];
    const length = { x: 2, u: 4, U: 8 }[escape];
    if (length) {
      const hex = source.slice(at + 2, at + 2 + length);
      const code = /^[0-9a-fA-F]+$/.test(hex) ? parseInt(hex, 16) : NaN;
      if (hex.length !== length || !(code <= 0x10ffff)) {
        throw new ExpressionError(
          `"\\${escape}${hex}" is not a character`,
          source,
          at,
        );
      }
      value += String.fromCodePoint(code);
      at += 2 + length;
    } else if (escape !== undefined && Object.hasOwn(ESCAPES, escape)) {
      value += ESCAPES[escape];
      at += 2;
    } else {
      throw new ExpressionError(
        `"\\${escape ?? ''}" is not an escape in a text`,
        source,
        at,
      );
    }
  }
  throw new ExpressionError(
    `literal not terminated: the text that starts with ${quote} has no end`,
    source,
    start,
  );
}
