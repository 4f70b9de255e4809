import { InputError } from '@backstage/errors';
import { ExpressionEnvironment } from '../expressions/ExpressionEnvironment';
import { askResponse } from './askResponse';

const LONGEST = 1_000;

/** What `errorExpression` finds in an answer. Undefined: there is none, or it does not fit this answer; one that cannot be read throws. */
export function errorMessageOf(
  expression: string | undefined,
  environment: ExpressionEnvironment,
): string | undefined {
  if (!expression) {
    return undefined;
  }
  try {
    const found = askResponse('errorExpression', expression, environment);
    return typeof found === 'string' && found
      ? found.slice(0, LONGEST)
      : undefined;
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    return undefined;
  }
}
