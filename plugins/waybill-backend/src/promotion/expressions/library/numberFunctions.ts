import { InputError } from '@backstage/errors';
import { ExpressionValue } from '../ExpressionValue';
import { nameOfValue } from '../values/nameOfValue';
import { takeArguments } from '../values/takeArguments';
import { LibraryFunction } from './LibraryCall';

/** What takes numbers, alone or in lists. */
export const numberFunctions: ReadonlyMap<string, LibraryFunction> = new Map<
  string,
  LibraryFunction
>([
  ['abs', onNumber('abs', Math.abs)],
  ['ceil', onNumber('ceil', Math.ceil)],
  ['floor', onNumber('floor', Math.floor)],
  // Halves away from zero, as Go does; `Math.round` goes up.
  [
    'round',
    onNumber('round', value => Math.sign(value) * Math.round(Math.abs(value))),
  ],
  ['max', args => extreme(numbersOf('max', args), Math.max)],
  ['min', args => extreme(numbersOf('min', args), Math.min)],
  [
    'mean',
    args => {
      const numbers = numbersOf('mean', args);
      const sum = numbers.reduce((total, value) => total + value, 0);
      return numbers.length > 0 ? sum / numbers.length : 0;
    },
  ],
  [
    'median',
    args => {
      const sorted = numbersOf('median', args).sort((a, b) => a - b);
      const middle = Math.floor(sorted.length / 2);
      return sorted.length % 2 === 0
        ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
        : sorted[middle];
    },
  ],
  ['bitand', onBits('bitand', (a, b) => a & b)],
  ['bitor', onBits('bitor', (a, b) => a | b)],
  ['bitxor', onBits('bitxor', (a, b) => a ^ b)],
  ['bitnand', onBits('bitnand', (a, b) => a & ~b)],
  ['bitshl', onBits('bitshl', (a, b) => a << shift(b))],
  ['bitshr', onBits('bitshr', (a, b) => a >> shift(b))],
  ['bitushr', onBits('bitushr', (a, b) => BigInt.asUintN(64, a) >> shift(b))],
  [
    'bitnot',
    args => {
      const [value] = takeArguments('bitnot', args, ['whole number']);
      return Number(~BigInt(value));
    },
  ],
]);

function onNumber(
  name: string,
  change: (value: number) => number,
): LibraryFunction {
  return args => change(takeArguments(name, args, ['number'])[0]);
}

/** Whole numbers of 64 bits. */
function onBits(
  name: string,
  change: (a: bigint, b: bigint) => bigint,
): LibraryFunction {
  return args => {
    const [a, b] = takeArguments(name, args, ['whole number', 'whole number']);
    return Number(BigInt.asIntN(64, change(BigInt(a), BigInt(b))));
  };
}

function shift(by: bigint): bigint {
  if (by < 0n) {
    throw new InputError('cannot shift by a negative number');
  }
  // Whatever is shifted further is gone.
  return by > 64n ? 64n : by;
}

/** Of numbers, and of lists of numbers. */
function numbersOf(name: string, args: ExpressionValue[]): number[] {
  return args.flatMap(value => {
    if (typeof value === 'number') {
      return [value];
    }
    if (Array.isArray(value)) {
      return numbersOf(name, value);
    }
    throw new InputError(`${name} takes numbers, not ${nameOfValue(value)}`);
  });
}

function extreme(
  numbers: number[],
  of: (a: number, b: number) => number,
): number | null {
  return numbers.length > 0 ? numbers.reduce((a, b) => of(a, b)) : null;
}
