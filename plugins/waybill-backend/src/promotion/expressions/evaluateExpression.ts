import { ExpressionBudget, createBudget } from './ExpressionBudget';
import { ExpressionEnvironment } from './ExpressionEnvironment';
import { ExpressionValue } from './ExpressionValue';
import { ExpressionWalk } from './ExpressionWalk';
import { locateErrors } from './locateErrors';
import { parseExpression } from './parser/parseExpression';

/**
 * Works out one expression.
 *
 * @remarks It walks the tree itself and reaches nothing but the environment and expr-lang's own functions: no prototype, no global,
 * no code. Throws an `ExpressionError` that says where, and a `PendingLookup` where the environment has to be asked first.
 */
export function evaluateExpression(
  source: string,
  environment: ExpressionEnvironment,
  budget: ExpressionBudget = createBudget(),
): ExpressionValue {
  // A value from outside that is nested too deep for the stack, say, has no place of its own.
  return locateErrors(source, 0, () => {
    const tree = parseExpression(source);
    return new ExpressionWalk(source, environment, budget).value(tree);
  });
}
