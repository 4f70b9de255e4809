import { InputError } from '@backstage/errors';
import { ExpressionValue } from './ExpressionValue';
import { DurationValue } from './values/DurationValue';

/** `-1`, `+1`, `-duration("1h")` */
export function applySign(
  sign: '-' | '+',
  operand: ExpressionValue,
): ExpressionValue {
  if (operand instanceof DurationValue) {
    return sign === '-' ? new DurationValue(-operand.nanoseconds) : operand;
  }
  if (typeof operand !== 'number') {
    throw new InputError(`"${sign}" needs a number`);
  }
  return sign === '-' ? -operand : operand;
}
