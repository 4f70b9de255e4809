import { InputError } from '@backstage/errors';
import { BinaryOperator } from './ExpressionNode';
import { ArtifactValue, ExpressionValue, LazyMap } from './ExpressionValue';
import { matchesRegex } from './matchesRegex';
import { nameOfValue } from './values/nameOfValue';
import { ObjectValue } from './values/ObjectValue';
import { MAX_TEXT_LENGTH, writeJson } from './writeJson';

/** Every operator that looks at both of its sides. `charge` takes steps for what their size does not tell of, and throws when there are none. */
export function applyBinary(
  operator: BinaryOperator,
  left: ExpressionValue,
  right: ExpressionValue,
  charge: (steps: number) => void,
): ExpressionValue {
  const byObject =
    left instanceof ObjectValue
      ? left.operate(operator, right)
      : operateFromRight(operator, left, right);
  if (byObject !== undefined) {
    return byObject;
  }
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
    return operator === '..'
      ? range(left, right, charge)
      : applyToNumbers(operator, left, right);
  }
  if (typeof left === 'string' && typeof right === 'string') {
    return operator === 'matches'
      ? matchesRegex(left, right, charge)
      : applyToTexts(operator, left, right);
  }
  throw new InputError(
    `"${operator}" does not take ${nameOfValue(left)} and ${nameOfValue(
      right,
    )}`,
  );
}

/** `2 * duration("1h")` */
function operateFromRight(
  operator: BinaryOperator,
  left: ExpressionValue,
  right: ExpressionValue,
): ExpressionValue | undefined {
  return operator === '*' && right instanceof ObjectValue
    ? right.operate(operator, left)
    : undefined;
}

function range(
  from: number,
  to: number,
  charge: (steps: number) => void,
): number[] {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
    throw new InputError('the bounds of ".." are whole numbers');
  }
  const length = Math.max(0, to - from + 1);
  charge(length);
  return Array.from({ length }, (_, index) => from + index);
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
  if (left instanceof ObjectValue || right instanceof ObjectValue) {
    return left instanceof ObjectValue && left.operate('==', right) === true;
  }
  if (isComposite(left) && isComposite(right)) {
    return writeJson(left) === writeJson(right);
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
    `"in" does not look for ${nameOfValue(left)} in ${nameOfValue(right)}`,
  );
}

function isComposite(value: ExpressionValue): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
