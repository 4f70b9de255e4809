import { ExpressionValue } from './ExpressionValue';
import { UnknownValue } from './values/UnknownValue';

/** Text around an unknown stays readable in a plan. */
export function sumWithUnknown(
  left: ExpressionValue,
  right: ExpressionValue,
): UnknownValue {
  const text = [left, right].map(value => {
    if (value instanceof UnknownValue) {
      return value.text;
    }
    return typeof value === 'string' ? value : '';
  });
  return new UnknownValue(text.join(''));
}
