import { BinaryOperator } from '../ExpressionNode';

/** Undefined: not an operator that compares. */
export function compareOrdered(
  operator: BinaryOperator,
  left: number | string,
  right: number | string,
): boolean | undefined {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    default:
      return undefined;
  }
}
