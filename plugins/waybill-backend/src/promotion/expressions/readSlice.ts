import { InputError } from '@backstage/errors';
import { ExpressionValue } from './ExpressionValue';
import { nameOfValue } from './values/nameOfValue';

/** `list[from:to]`, also of a text; negative bounds count from the end, and bounds outside are those of the whole. */
export function readSlice(
  object: ExpressionValue,
  from: ExpressionValue | undefined,
  to: ExpressionValue | undefined,
): ExpressionValue {
  const start = bound(from);
  const end = bound(to);
  if (Array.isArray(object)) {
    return object.slice(start, end);
  }
  if (typeof object === 'string') {
    return [...object].slice(start, end).join('');
  }
  throw new InputError(`there is no slice of ${nameOfValue(object)}`);
}

function bound(value: ExpressionValue | undefined): number | undefined {
  if (value !== undefined && !Number.isInteger(value)) {
    throw new InputError(
      `the bound of a slice is a whole number, not ${nameOfValue(value)}`,
    );
  }
  return value as number | undefined;
}
