import { InputError } from '@backstage/errors';
import { ExpressionFunction } from '../ExpressionEnvironment';
import { ExpressionValue } from '../ExpressionValue';
import { writeJson } from '../writeJson';
import { writeYaml } from './writeYaml';

const SHORT_ESCAPES: Record<string, string> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** Ways to say that a result shall stay a text whatever it looks like: a template drops the quotes around its text, and leaves it one. */
export const textFunctions: ReadonlyMap<string, ExpressionFunction> = new Map<
  string,
  ExpressionFunction
>([
  [
    'quote',
    args => {
      const value = only('quote', args);
      return typeof value === 'string'
        ? goQuote(value)
        : `"${writeJson(value)}"`;
    },
  ],
  ['unsafeQuote', args => `"${writeJson(only('unsafeQuote', args))}"`],
  ['asYAML', args => `"${writeYaml(only('asYAML', args))}"`],
  ['asJSON', args => `"${writeJson(only('asJSON', args), { indent: 2 })}\n"`],
]);

function only(name: string, args: ExpressionValue[]): ExpressionValue {
  if (args.length !== 1) {
    throw new InputError(`${name} takes one value, not ${args.length}`);
  }
  return args[0];
}

/** Go's `strconv.Quote`: what cannot be printed is escaped. */
function goQuote(text: string): string {
  const inner = [...text].map(char => {
    if (Object.hasOwn(SHORT_ESCAPES, char)) {
      return SHORT_ESCAPES[char];
    }
    if (char === ' ' || !/[\p{C}\p{Z}]/u.test(char)) {
      return char;
    }
    const code = char.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code < 0x80) {
      return `\\x${hex.padStart(2, '0')}`;
    }
    return code > 0xffff
      ? `\\U${hex.padStart(8, '0')}`
      : `\\u${hex.padStart(4, '0')}`;
  });
  return `"${inner.join('')}"`;
}
