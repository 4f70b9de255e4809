import { ExpressionNode } from './ExpressionNode';

/** What is wrong with comparing two literals of different types: `'1' == 1` can never be meant; with variables it is just false. */
export function unlikeLiterals({
  left,
  right,
  operator,
}: ExpressionNode & { type: 'binary' }): string | undefined {
  const isUnlike =
    (operator === '==' || operator === '!=') &&
    left.type === 'literal' &&
    right.type === 'literal' &&
    left.value !== null &&
    right.value !== null &&
    typeof left.value !== typeof right.value;
  return isUnlike
    ? `a ${typeof left.value} is never equal to a ${typeof right.value}`
    : undefined;
}
