import { InputError } from '@backstage/errors';
import { ExpressionError } from '../ExpressionError';
import { ArtifactValue, ExpressionValue, LazyMap } from '../ExpressionValue';
import { readMember } from '../readMember';
import { nameOfValue } from '../values/nameOfValue';
import { takeArguments } from '../values/takeArguments';
import { writeJson } from '../writeJson';
import { compareForSort, orderOf } from './compareForSort';
import { LibraryFunction } from './LibraryCall';
import { stringOf } from './stringOf';

/** Lists inside lists, for `flatten`. */
const MAX_NESTING = 100;

/** What takes or makes lists and maps, without a predicate. */
export const collectionFunctions: ReadonlyMap<string, LibraryFunction> =
  new Map<string, LibraryFunction>([
    [
      'len',
      args => {
        const [value] = takeArguments('len', args, ['any']);
        if (typeof value === 'string') {
          return [...value].length;
        }
        return Array.isArray(value)
          ? value.length
          : entriesOf('len', value).length;
      },
    ],
    [
      'first',
      args => {
        const [list] = takeArguments('first', args, ['any']);
        return Array.isArray(list) ? list[0] ?? null : null;
      },
    ],
    [
      'last',
      args => {
        const [list] = takeArguments('last', args, ['any']);
        return Array.isArray(list) ? list[list.length - 1] ?? null : null;
      },
    ],
    [
      'get',
      args => {
        const [value, key] = takeArguments('get', args, ['any', 'any']);
        try {
          return readMember(value, key);
        } catch (error) {
          // What is not there is nil here; a variable that cannot be worked out is another matter.
          if (
            error instanceof ExpressionError ||
            !(error instanceof InputError)
          ) {
            throw error;
          }
          return null;
        }
      },
    ],
    [
      'take',
      args => {
        const [list, count] = takeArguments('take', args, [
          'list',
          'whole number',
        ]);
        if (count < 0) {
          throw new InputError('take cannot take fewer than none');
        }
        return list.slice(0, count);
      },
    ],
    [
      'keys',
      args => {
        const [map] = takeArguments('keys', args, ['any']);
        return entriesOf('keys', map).map(([key]) => key);
      },
    ],
    [
      'values',
      args => {
        const [map] = takeArguments('values', args, ['any']);
        return entriesOf('values', map).map(([, value]) => value);
      },
    ],
    [
      'toPairs',
      args => {
        const [map] = takeArguments('toPairs', args, ['any']);
        return entriesOf('toPairs', map);
      },
    ],
    [
      'fromPairs',
      args => {
        const [pairs] = takeArguments('fromPairs', args, ['list']);
        return Object.fromEntries(
          pairs.map(pair => {
            if (!Array.isArray(pair) || pair.length !== 2) {
              throw new InputError(
                'fromPairs takes a list of lists of two, a key and a value',
              );
            }
            return [stringOf(pair[0]), pair[1]];
          }),
        );
      },
    ],
    [
      'concat',
      args =>
        args.flatMap(list => {
          if (!Array.isArray(list)) {
            throw new InputError(
              `concat takes lists, not ${nameOfValue(list)}`,
            );
          }
          return list;
        }),
    ],
    [
      'flatten',
      args => {
        const [list] = takeArguments('flatten', args, ['list']);
        return flattened(list, 0);
      },
    ],
    [
      'uniq',
      args => {
        const [list] = takeArguments('uniq', args, ['list']);
        const seen = new Set<string>();
        return list.filter(item => {
          const text = writeJson(item);
          return !seen.has(text) && seen.add(text);
        });
      },
    ],
    [
      'reverse',
      args => {
        const [list] = takeArguments('reverse', args, ['list']);
        return [...list].reverse();
      },
    ],
    [
      'sort',
      (args, { charge }) => {
        const [list, order] = takeArguments('sort', args, ['list', 'any'], 1);
        const sign = orderOf('sort', order);
        charge(list.length);
        return [...list].sort((a, b) => sign * compareForSort('sort', a, b));
      },
    ],
  ]);

function entriesOf(
  name: string,
  value: ExpressionValue,
): [string, ExpressionValue][] {
  if (value instanceof LazyMap) {
    return value.entries();
  }
  const isMap =
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
  if (!isMap || value instanceof ArtifactValue) {
    throw new InputError(`${name} does not take ${nameOfValue(value)}`);
  }
  return Object.entries(value);
}

function flattened(list: ExpressionValue[], depth: number): ExpressionValue[] {
  if (depth > MAX_NESTING) {
    throw new InputError(`lists are nested deeper than ${MAX_NESTING}`);
  }
  return list.flatMap(item =>
    Array.isArray(item) ? flattened(item, depth + 1) : [item],
  );
}
