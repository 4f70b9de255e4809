import { isError } from '@backstage/errors';
import { stepName } from '@waybill/backstage-plugin-waybill-common';
import { evaluateTemplate } from '../expressions/evaluateTemplate';
import { ExpressionEnvironment } from '../expressions/ExpressionEnvironment';
import { EarlierStep } from '../expressions/statusFunctions';
import { Unknowns } from '../expressions/Unknowns';

export type StepCondition =
  | { type: 'run' }
  | { type: 'skip'; message: string }
  /** In a plan: it depends on what only a run can know. */
  | { type: 'unknown' }
  | { type: 'error'; message: string };

/** Whether a step that has not started shall. Without an `if` it runs as long as nothing before it has failed. */
export function stepCondition(
  condition: string | undefined,
  earlier: EarlierStep[],
  environment: ExpressionEnvironment,
  unknowns = new Unknowns(),
): StepCondition {
  if (!condition) {
    const failed = earlier.find(
      step =>
        !step.continueOnError &&
        (step.status === 'Failed' || step.status === 'Errored'),
    );
    return failed
      ? {
          type: 'skip',
          message: `Skipped because step ${stepName(failed)} failed`,
        }
      : { type: 'run' };
  }
  try {
    const value = evaluateTemplate(condition, environment);
    if (typeof value === 'boolean') {
      return value
        ? { type: 'run' }
        : { type: 'skip', message: 'Skipped by its condition' };
    }
    if (unknowns.isIn(value)) {
      return { type: 'unknown' };
    }
    return {
      type: 'error',
      message: `its condition "${condition}" gives ${JSON.stringify(
        value,
      )}; it must give true or false, in \${{ }}`,
    };
  } catch (error) {
    return {
      type: 'error',
      message: `its condition cannot be evaluated: ${
        isError(error) ? error.message : String(error)
      }`,
    };
  }
}
