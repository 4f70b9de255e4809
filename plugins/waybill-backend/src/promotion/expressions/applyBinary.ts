import { InputError } from '@backstage/errors';
import { BinaryOperator } from './ExpressionNode';
import { ArtifactValue, ExpressionValue, LazyMap } from './ExpressionValue';
import { MAX_TEXT_LENGTH, writeJson } from './writeJson';

/** Every operator that looks at both of its sides. */
export function applyBinary(
  operator: BinaryOperator,
  left: ExpressionValue,
  right: ExpressionValue,
): ExpressionValue {
  switch (operator) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case 'in':
      return isIn(left, right);
    default:
  }
  if (typeof left === 'number' && typeof right === 'number') {
    return applyToNumbers(operator, left, right);
  }
  if (typeof left === 'string' && typeof right === 'string') {
    return applyToTexts(operator, left, right);
  }
  throw new InputError(
    `"${operator}" does not take ${nameOf(left)} and ${nameOf(right)}`,
  );
}

function applyToNumbers(
  operator: BinaryOperator,
  left: number,
  right: number,
): number | boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '**':
      return left ** right;
    case '%':
      if (right === 0 || !Number.isInteger(left) || !Number.isInteger(right)) {
        throw new InputError(`${left} % ${right} has no answer`);
      }
      return left % right;
    default:
      throw new InputError(`"${operator}" does not take numbers`);
  }
}

function applyToTexts(
  operator: BinaryOperator,
  left: string,
  right: string,
): string | boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case 'contains':
      return left.includes(right);
    case 'startsWith':
      return left.startsWith(right);
    case 'endsWith':
      return left.endsWith(right);
    case '+':
      if (left.length + right.length > MAX_TEXT_LENGTH) {
        throw new InputError(
          `the result is longer than ${MAX_TEXT_LENGTH} characters`,
        );
      }
      return left + right;
    default:
      throw new InputError(`"${operator}" does not take texts`);
  }
}

function isEqual(left: ExpressionValue, right: ExpressionValue): boolean {
  if (left === right) {
    return true;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((item, index) => isEqual(item, right[index]))
    );
  }
  if (isComposite(left) && isComposite(right)) {
    return sortedJson(left) === sortedJson(right);
  }
  return false;
}

function isIn(left: ExpressionValue, right: ExpressionValue): boolean {
  if (right === null) {
    return false;
  }
  if (Array.isArray(right)) {
    return right.some(item => isEqual(left, item));
  }
  if (typeof right === 'object' && typeof left === 'string') {
    if (right instanceof LazyMap) {
      return right.has(left);
    }
    return right instanceof ArtifactValue
      ? right.field(left) !== undefined
      : Object.hasOwn(right, left);
  }
  throw new InputError(
    `"in" does not look for ${nameOf(left)} in ${nameOf(right)}`,
  );
}

function isComposite(value: ExpressionValue): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortedJson(value: ExpressionValue): string {
  return JSON.stringify(JSON.parse(writeJson(value)), (_, item: unknown) =>
    item && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(
          Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : item,
  );
}

function nameOf(value: ExpressionValue): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}
