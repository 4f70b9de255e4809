import { isError } from '@backstage/errors';
import { ExpressionBudget, createBudget } from './ExpressionBudget';
import { ExpressionEnvironment } from './ExpressionEnvironment';
import { ExpressionError } from './ExpressionError';
import { ExpressionValue } from './ExpressionValue';
import { ExpressionWalk } from './ExpressionWalk';
import { parseExpression } from './parser/parseExpression';
import { PendingLookup } from './PendingLookup';

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
  try {
    const tree = parseExpression(source);
    return new ExpressionWalk(source, environment, budget).value(tree);
  } catch (error) {
    if (
      error instanceof ExpressionError ||
      error instanceof PendingLookup ||
      !isError(error)
    ) {
      throw error;
    }
    // A value from outside that is nested too deep for the stack, say.
    throw new ExpressionError(error.message, source, 0);
  }
}
