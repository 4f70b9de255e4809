import { InputError } from '@backstage/errors';
import { ExpressionValue } from '../ExpressionValue';
import { nameOfValue } from '../values/nameOfValue';
import { takeArguments } from '../values/takeArguments';
import { compareForSort, orderOf } from './compareForSort';
import { LibraryCall, LibraryFunction, Predicate } from './LibraryCall';
import { stringOf } from './stringOf';

/** The functions that ask about each element of a list. */
export const predicateFunctions: ReadonlyMap<string, LibraryFunction> = new Map<
  string,
  LibraryFunction
>([
  ['all', asking('all', (list, is) => list.every(is))],
  ['any', asking('any', (list, is) => list.some(is))],
  ['none', asking('none', (list, is) => !list.some(is))],
  ['one', asking('one', (list, is) => list.filter(is).length === 1)],
  ['filter', asking('filter', (list, is) => list.filter(is))],
  ['find', asking('find', (list, is) => list.find(is) ?? null)],
  ['findIndex', asking('findIndex', (list, is) => foundAt(list.findIndex(is)))],
  [
    'findLast',
    asking('findLast', (list, is) => list[lastIndex(list, is)] ?? null),
  ],
  [
    'findLastIndex',
    asking('findLastIndex', (list, is) => foundAt(lastIndex(list, is))),
  ],
  [
    'count',
    (args, call) => {
      const list = listOf('count', args);
      const is = call.predicate
        ? yesOrNo('count', call.predicate)
        : yesOrNo('count', element => element);
      return list.filter(is).length;
    },
  ],
  ['map', (args, call) => listOf('map', args).map(predicateOf('map', call))],
  [
    'sum',
    (args, call) => {
      const of = call.predicate ?? (element => element);
      return listOf('sum', args)
        .map((element, index) => number('sum', of(element, index)))
        .reduce((sum, value) => sum + value, 0);
    },
  ],
  [
    'groupBy',
    (args, call) => {
      const key = predicateOf('groupBy', call);
      const groups = new Map<string, ExpressionValue[]>();
      listOf('groupBy', args).forEach((element, index) => {
        const name = stringOf(key(element, index));
        const group = groups.get(name);
        if (group) {
          group.push(element);
        } else {
          groups.set(name, [element]);
        }
      });
      return Object.fromEntries(groups);
    },
  ],
  [
    'sortBy',
    (args, call) => {
      const list = listOf('sortBy', args);
      const key = predicateOf('sortBy', call);
      const order = orderOf('sortBy', args[2]);
      return list
        .map((element, index) => ({ element, key: key(element, index) }))
        .sort((a, b) => order * compareForSort('sortBy', a.key, b.key))
        .map(({ element }) => element);
    },
  ],
  [
    'reduce',
    (args, call) => {
      const list = listOf('reduce', args);
      const next = predicateOf('reduce', call);
      if (args.length > 2) {
        return list.reduce<ExpressionValue>(
          (accumulator, element, index) => next(element, index, accumulator),
          args[2],
        );
      }
      if (list.length === 0) {
        throw new InputError(
          'reduce of an empty list needs a value to start with',
        );
      }
      return list.reduce((accumulator, element, index) =>
        next(element, index, accumulator),
      );
    },
  ],
]);

function asking(
  name: string,
  answer: (
    list: ExpressionValue[],
    is: (element: ExpressionValue, index: number) => boolean,
  ) => ExpressionValue,
): LibraryFunction {
  return (args, call) =>
    answer(listOf(name, args), yesOrNo(name, predicateOf(name, call)));
}

function listOf(name: string, args: ExpressionValue[]): ExpressionValue[] {
  const [list] = takeArguments(name, args, ['list', 'any', 'any'], 2);
  return list;
}

function predicateOf(name: string, { predicate }: LibraryCall): Predicate {
  if (!predicate) {
    throw new InputError(`${name} takes a list and a predicate`);
  }
  return predicate;
}

function yesOrNo(name: string, predicate: Predicate) {
  return (element: ExpressionValue, index: number): boolean => {
    const answer = predicate(element, index);
    if (typeof answer !== 'boolean') {
      throw new InputError(
        `the predicate of ${name} must give true or false, not ${nameOfValue(
          answer,
        )}`,
      );
    }
    return answer;
  };
}

function number(name: string, value: ExpressionValue): number {
  if (typeof value !== 'number') {
    throw new InputError(`${name} takes numbers, not ${nameOfValue(value)}`);
  }
  return value;
}

/** As in expr-lang: nothing found is nil, not -1. */
function foundAt(index: number): number | null {
  return index < 0 ? null : index;
}

function lastIndex(
  list: ExpressionValue[],
  is: (element: ExpressionValue, index: number) => boolean,
): number {
  let index = list.length - 1;
  while (index >= 0 && !is(list[index], index)) {
    index -= 1;
  }
  return index;
}
