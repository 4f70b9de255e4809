import { isError } from '@backstage/errors';
import { ExpressionError } from './ExpressionError';
import { PendingLookup } from './PendingLookup';

/** Turns what goes wrong inside into an `ExpressionError` that says where; one that says so already stays, as does a `PendingLookup`. */
export function locateErrors<T>(
  source: string,
  position: number,
  action: () => T,
): T {
  try {
    return action();
  } catch (error) {
    if (
      error instanceof ExpressionError ||
      error instanceof PendingLookup ||
      !isError(error)
    ) {
      throw error;
    }
    throw new ExpressionError(error.message, source, position);
  }
}
