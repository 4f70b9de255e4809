import { InputError, isError } from '@backstage/errors';
import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';
import { createBudget } from '../expressions/ExpressionBudget';
import { evaluateExpression } from '../expressions/evaluateExpression';
import { ExpressionEnvironment } from '../expressions/ExpressionEnvironment';
import { ExpressionValue } from '../expressions/ExpressionValue';
import { parseExpression } from '../expressions/parser/parseExpression';
import { weightOfText } from '../expressions/weightOf';
import { writeJson } from '../expressions/writeJson';

/** What the steps that read values from a file take. */
export const parseConfig = z.strictObject({
  path: z.string().min(1),
  outputs: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        fromExpression: z.string().min(1),
      }),
    )
    .min(1),
});
export type ParseConfig = z.infer<typeof parseConfig>;

/**
 * What expressions, without delimiters, give in a document: its top-level keys are variables, `$env` is all of it. A missing key is
 * null; nothing is read as another type.
 */
export function extractOutputs(
  document: JsonValue,
  outputs: ParseConfig['outputs'],
): JsonObject {
  const isMap =
    document !== null &&
    typeof document === 'object' &&
    !Array.isArray(document);
  const environment: ExpressionEnvironment = {
    variables: new Map(
      isMap ? Object.entries(document as Record<string, ExpressionValue>) : [],
    ),
    functions: new Map(),
    document: document as ExpressionValue,
  };
  const budget = createBudget();
  const entries = outputs.map(({ name, fromExpression }) => {
    const fail = (what: string, error: unknown) =>
      new InputError(
        `failed to extract outputs: error ${what} expression of "${name}": ${
          isError(error) ? error.message : String(error)
        }`,
      );
    try {
      parseExpression(fromExpression);
    } catch (error) {
      throw fail('compiling', error);
    }
    try {
      const value = evaluateExpression(fromExpression, environment, budget);
      const json = writeJson(value);
      budget.steps -= weightOfText(json);
      if (budget.steps < 0) {
        throw new InputError('it takes too many steps');
      }
      return [name, JSON.parse(json) as JsonValue] as const;
    } catch (error) {
      throw fail('evaluating', error);
    }
  });
  return Object.fromEntries(entries);
}
