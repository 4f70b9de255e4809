import { InputError } from '@backstage/errors';
import type { ExpressionValue } from '../ExpressionValue';
import { nameOfValue } from './nameOfValue';

type Kind = 'text' | 'number' | 'whole number' | 'list' | 'any';

interface Taken {
  text: string;
  number: number;
  'whole number': number;
  list: ExpressionValue[];
  any: ExpressionValue;
}

/**
 * The arguments of a function, checked: as many as there are kinds, of which the last `optional` may be missing. Throws a sentence.
 */
export function takeArguments<const K extends readonly Kind[]>(
  name: string,
  args: ExpressionValue[],
  kinds: K,
  optional = 0,
): { [I in keyof K]: Taken[K[I]] } {
  const least = kinds.length - optional;
  if (args.length < least || args.length > kinds.length) {
    const wanted =
      optional > 0 ? `${least} to ${kinds.length}` : String(kinds.length);
    throw new InputError(
      `${name} takes ${wanted} argument(s), not ${args.length}`,
    );
  }
  kinds.slice(0, args.length).forEach((kind, index) => {
    if (!isOf(kind, args[index])) {
      throw new InputError(
        `${name} takes a ${kind} as argument ${index + 1}, not ${nameOfValue(
          args[index],
        )}`,
      );
    }
  });
  // Each has been checked above.
  return args as unknown as { [I in keyof K]: Taken[K[I]] };
}

function isOf(kind: Kind, value: ExpressionValue): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'whole number':
      return Number.isSafeInteger(value);
    case 'list':
      return Array.isArray(value);
    default:
      return true;
  }
}
