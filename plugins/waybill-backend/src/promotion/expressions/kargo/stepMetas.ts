import { ArtifactValue, ExpressionValue } from '../ExpressionValue';
import { EarlierStep } from '../statusFunctions';

/** `stepMetas`: the steps before this one, by alias. */
export function stepMetas(earlier: EarlierStep[]): ExpressionValue {
  return Object.fromEntries(
    earlier.map(step => [
      step.alias,
      new ArtifactValue('a step', {
        alias: step.alias,
        status: step.status,
        continueOnError: step.continueOnError,
        message: step.message ?? null,
        startedAt: step.startedAt ?? null,
        finishedAt: step.finishedAt ?? null,
        errorCount: step.errorCount ?? null,
      }),
    ]),
  );
}
