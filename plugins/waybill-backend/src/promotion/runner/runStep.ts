import {
  InputError,
  isError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { ClockPort } from '../../ports';
import { PromotionSession } from './PromotionSession';
import { runInterruptibly } from './runInterruptibly';
import { StepOutcome } from './settleStep';

/** A step past its time may look once more, for so long: what it waited for may have come about meanwhile. */
const LAST_LOOK_MS = 30_000;

/** One attempt at a step. Throws only when nothing more may be done in this turn at all. */
export async function runStep(options: {
  session: PromotionSession;
  index: number;
  definition: StepDefinition;
  config: unknown;
  signal: AbortSignal;
  /** Undefined: no limit. */
  remainingMs: number | undefined;
  sleep: ClockPort['sleep'];
}): Promise<StepOutcome> {
  const { session, index, definition, config, signal, remainingMs } = options;
  const timeoutMs =
    remainingMs !== undefined && remainingMs <= 0 ? LAST_LOOK_MS : remainingMs;
  const attempt = await runInterruptibly(
    async inner => {
      if (definition.kind === 'files' || definition.usesWorkspace !== false) {
        await session.keeper.prepare(index, inner);
      }
      return definition.run(session.context(index, inner), config);
    },
    { signal, timeoutMs, sleep: options.sleep },
  );
  const failure = session.journalFailure();
  if (failure) {
    throw failure.error;
  }
  signal.throwIfAborted();
  switch (attempt.type) {
    case 'done':
      return { type: 'result', result: attempt.value };
    case 'interrupted':
      return { type: 'interrupted' };
    default:
      return outcomeOf(attempt.error);
  }
}

function outcomeOf(error: unknown): StepOutcome {
  const message = isError(error) ? error.message : String(error);
  if (error instanceof StepFailure) {
    return { type: 'failure', message };
  }
  const definite =
    error instanceof InputError || error instanceof NotAllowedError;
  const outage = error instanceof ServiceUnavailableError;
  return { type: 'error', message, definite, outage };
}
