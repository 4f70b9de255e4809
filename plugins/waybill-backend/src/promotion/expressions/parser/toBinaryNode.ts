import { SyntaxNode } from '@lezer/common';
import { BinaryOperator, ExpressionNode } from '../ExpressionNode';
import { SyntaxReader } from './SyntaxReader';

const COMPARISONS = new Set(['<', '<=', '>', '>=']);

/** An operation of two sides, `a not in b` and `1 < x < 3` among them. */
export function toBinaryNode(
  node: SyntaxNode,
  syntax: SyntaxReader,
  convert: (node: SyntaxNode) => ExpressionNode,
): ExpressionNode {
  const [first, ...rest] = syntax.partsOf(node);
  const negated = rest.length === 3;
  const [sign, second] = negated ? rest.slice(1) : rest;
  const operator = syntax.operatorOf(sign);
  const position = rest[0].from;
  const operatorOfFirst = operatorWithin(first, syntax);
  if (operator !== '??' && operatorOfFirst === '??') {
    syntax.fail(
      `"${syntax.textOf(sign)}" cannot follow "??" without parentheses`,
      position,
    );
  }
  const left = convert(first);
  const right = convert(second);
  if (COMPARISONS.has(operator) && COMPARISONS.has(operatorOfFirst)) {
    return row(left, operator as BinaryOperator, right, position);
  }
  if (operator === 'and' || operator === 'or' || operator === '??') {
    return { type: 'logical', operator, left, right, position };
  }
  const whole: ExpressionNode = {
    type: 'binary',
    operator: operator as BinaryOperator,
    left,
    right,
    position,
  };
  return negated
    ? { type: 'unary', operator: '!', operand: whole, position }
    : whole;
}

/** Of an operand that is an operation itself, without parentheses around it; else empty. */
function operatorWithin(node: SyntaxNode, syntax: SyntaxReader): string {
  const parts = node.name === 'Binary' ? syntax.partsOf(node) : [];
  return parts.length === 3 ? syntax.operatorOf(parts[1]) : '';
}

/** `1 < x < 3` asks both. */
function row(
  left: ExpressionNode,
  operator: BinaryOperator,
  right: ExpressionNode,
  position: number,
): ExpressionNode {
  const last = left.type === 'logical' ? left.right : left;
  const middle = last.type === 'binary' ? last.right : last;
  return {
    type: 'logical',
    operator: 'and',
    left,
    right: { type: 'binary', operator, left: middle, right, position },
    position,
  };
}
