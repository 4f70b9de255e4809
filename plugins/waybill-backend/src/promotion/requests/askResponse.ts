import { InputError, isError } from '@backstage/errors';
import { evaluateExpression } from '../expressions/evaluateExpression';
import { ExpressionEnvironment } from '../expressions/ExpressionEnvironment';
import { ExpressionValue } from '../expressions/ExpressionValue';
import { parseExpression } from '../expressions/parser/parseExpression';

/**
 * Works out an expression, written without delimiters, about an answer. One that cannot be read is an `InputError`, since no answer would change that;
 * any other error may be another with the next answer.
 */
export function askResponse(
  name: string,
  expression: string,
  environment: ExpressionEnvironment,
): ExpressionValue {
  try {
    parseExpression(expression);
  } catch (error) {
    throw new InputError(`${name}: ${messageOf(error)}`);
  }
  try {
    return evaluateExpression(expression, environment);
  } catch (error) {
    throw new Error(`${name}: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}
