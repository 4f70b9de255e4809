import { InputError } from '@backstage/errors';
import { StepStatus } from '@waybill/backstage-plugin-waybill-common';
import { ExpressionFunction } from './ExpressionEnvironment';
import { ExpressionValue } from './ExpressionValue';

/** A step that comes before the one whose expression is evaluated. */
export interface EarlierStep {
  alias: string;
  /** Which step it is, for sentences. */
  uses?: string;
  status: StepStatus;
  continueOnError: boolean;
  message?: string;
  /** ISO 8601 */
  startedAt?: string;
  finishedAt?: string;
  errorCount?: number;
}

/** `success()`, `failure()`, `always()` and `status(alias)` as seen from one step. */
export function statusFunctions(
  alias: string,
  earlier: EarlierStep[],
): ReadonlyMap<string, ExpressionFunction> {
  const failed = () =>
    earlier.some(
      step =>
        !step.continueOnError &&
        (step.status === 'Failed' || step.status === 'Errored'),
    );
  return new Map<string, ExpressionFunction>([
    ['success', args => none('success', args) && !failed()],
    ['failure', args => none('failure', args) && failed()],
    ['always', args => none('always', args)],
    [
      'status',
      args => {
        const [wanted] = args;
        if (args.length !== 1 || typeof wanted !== 'string') {
          throw new InputError('status takes the alias of a step');
        }
        if (!wanted) {
          throw new InputError('the alias given to status must not be empty');
        }
        const full = taskPrefix(alias) + wanted;
        return earlier.find(step => step.alias === full)?.status ?? '';
      },
    ],
  ]);
}

/** `deploy::` for `deploy::commit`; empty outside a task. Inside one, a step sees the steps of its own task only. */
export function taskPrefix(alias: string): string {
  const at = alias.indexOf('::');
  return at < 0 ? '' : alias.slice(0, at + 2);
}

function none(name: string, args: ExpressionValue[]): true {
  if (args.length) {
    throw new InputError(`${name} takes nothing`);
  }
  return true;
}
