import { InputError } from '@backstage/errors';
import { ExpressionValue } from '../ExpressionValue';
import { nameOfValue } from '../values/nameOfValue';
import { TimeValue } from '../values/TimeValue';

/** Numbers, texts or times, of one kind. Throws for others. */
export function compareForSort(
  name: string,
  a: ExpressionValue,
  b: ExpressionValue,
): number {
  const [left, right] = [a, b].map(value =>
    value instanceof TimeValue ? value.time.toMillis() : value,
  );
  const isNumbers = typeof left === 'number' && typeof right === 'number';
  const isTexts = typeof left === 'string' && typeof right === 'string';
  if (!isNumbers && !isTexts) {
    throw new InputError(
      `${name} cannot put ${nameOfValue(a)} and ${nameOfValue(b)} in order`,
    );
  }
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

/** `asc`, the default, or `desc`, as what to multiply a comparison by. */
export function orderOf(name: string, order: ExpressionValue | undefined) {
  switch (order) {
    case undefined:
    case 'asc':
      return 1;
    case 'desc':
      return -1;
    default:
      throw new InputError(`${name} takes "asc" or "desc" as its order`);
  }
}
