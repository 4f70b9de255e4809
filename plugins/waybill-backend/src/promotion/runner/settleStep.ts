import {
  HealthCheck,
  PromotionStepDefinition,
  PromotionStepState,
} from '@waybill/backstage-plugin-waybill-common';
import {
  StepDefinition,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';

/** How one attempt at a step came out. */
export type StepOutcome =
  | { type: 'result'; result: StepResult }
  /** `definite`: another attempt would say the same; `outage`: the other side could not be asked. */
  | { type: 'error'; message: string; definite: boolean; outage: boolean }
  /** A `StepFailure`. */
  | { type: 'failure'; message: string }
  | { type: 'interrupted' };

export interface Settlement {
  patch: Partial<Omit<PromotionStepState, 'alias' | 'uses' | 'record'>>;
  healthChecks: HealthCheck[];
  /** Undefined: the step has ended. */
  wait?: { at: Date; message: string };
}

const FIRST_RETRY_SECONDS = 10;
const LONGEST_RETRY_SECONDS = 300;
/** How often the other side may be out of reach, where a manifest says nothing: a restart or two of a server are sat out. */
const OUTAGE_THRESHOLD = 5;
const LEAST_WAIT_SECONDS = 1;

/** Seconds a step may take from its first start; 0: no limit. */
export function timeoutSecondsOf(
  step: PromotionStepDefinition,
  definition: StepDefinition,
): number {
  const seconds =
    step.retry?.timeoutSeconds ?? definition.defaultTimeoutSeconds ?? 0;
  return Math.max(0, seconds);
}

/**
 * What becomes of a step after an attempt. Pure: the state before, the outcome and the time give the state after.
 *
 * @remarks The rules are Kargo's, but for the patience with outages: the error count is kept while a step runs, the threshold is looked at before the timeout, and
 * a success that comes late is a success.
 */
export function settleStep(options: {
  step: PromotionStepDefinition;
  definition: StepDefinition;
  startedAt: Date;
  errorCount: number;
  outcome: StepOutcome;
  now: Date;
}): Settlement {
  const { step, definition, startedAt, errorCount, outcome, now } = options;
  const timeout = timeoutSecondsOf(step, definition);
  const deadline = timeout
    ? new Date(startedAt.getTime() + timeout * 1000)
    : undefined;
  const isLate = deadline !== undefined && now >= deadline;
  const finishedAt = now.toISOString();
  const ended = (
    patch: Settlement['patch'],
    healthChecks: HealthCheck[] = [],
  ): Settlement => ({ patch: { ...patch, finishedAt }, healthChecks });
  const timedOut = (
    because: string | undefined,
    rest: Settlement['patch'] = {},
  ) =>
    ended({
      ...rest,
      status: 'Errored',
      message: `timed out after ${timeout} s${because ? `: ${because}` : ''}`,
    });
  const waitUntil = (seconds: number, message: string) => {
    const at = new Date(
      now.getTime() + Math.max(LEAST_WAIT_SECONDS, seconds) * 1000,
    );
    return { at: deadline && deadline < at ? deadline : at, message };
  };

  switch (outcome.type) {
    case 'failure':
      return ended({ status: 'Failed', message: outcome.message });
    case 'interrupted':
      return timedOut(undefined);
    case 'error': {
      const { message } = outcome;
      if (outcome.definite) {
        return ended({ status: 'Errored', message });
      }
      const errors = errorCount + 1;
      const threshold =
        step.retry?.errorThreshold ||
        Math.max(
          definition.defaultErrorThreshold || 1,
          outcome.outage ? OUTAGE_THRESHOLD : 1,
        );
      if (errors >= threshold) {
        return ended({
          status: 'Errored',
          errorCount: errors,
          message:
            threshold > 1 ? `failed ${errors} times: ${message}` : message,
        });
      }
      if (isLate) {
        return timedOut(message, { errorCount: errors });
      }
      const retry = `attempt ${errors} of ${threshold} failed and will be retried: ${message}`;
      return {
        patch: { status: 'Errored', errorCount: errors, message: retry },
        healthChecks: [],
        wait: waitUntil(
          Math.min(
            FIRST_RETRY_SECONDS * 2 ** (errors - 1),
            LONGEST_RETRY_SECONDS,
          ),
          retry,
        ),
      };
    }
    default:
  }

  const { result } = outcome;
  const { output } = result;
  switch (result.status) {
    case 'Succeeded':
    case 'Skipped':
      return ended(
        { status: result.status, output, message: result.message ?? '' },
        result.status === 'Succeeded' ? result.healthChecks : [],
      );
    case 'Failed':
      return ended({ status: 'Failed', output, message: result.message });
    case 'Running':
      return isLate
        ? timedOut(result.message, { output })
        : {
            patch: { status: 'Running', output, message: result.message },
            healthChecks: [],
            wait: waitUntil(result.retryAfterSeconds, result.message),
          };
    default: {
      // A third party's step is checked by no compiler of ours.
      const { status } = result as { status: unknown };
      return ended({
        status: 'Errored',
        message: `it answered with the invalid status "${String(status)}"`,
      });
    }
  }
}
