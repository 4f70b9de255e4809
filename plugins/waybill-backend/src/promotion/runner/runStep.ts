import {
  InputError,
  isError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  StepDefinition,
  StepFailure,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';
import { ClockPort } from '../../ports';
import { storeChanges } from '../workspace/storeChanges';
import { workspaceState } from '../workspace/workspaceState';
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
      if (usesWorkspace(definition, config)) {
        await session.keeper.prepare(index, inner);
      }
      const run = () => definition.run(session.context(index, inner), config);
      return definition.kind === 'files' && definition.replayable === false
        ? runAndStore(session, index, run)
        : run();
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

function usesWorkspace(definition: StepDefinition, config: unknown): boolean {
  const { kind, usesWorkspace: uses = true } = definition;
  return kind === 'files' || (typeof uses === 'function' ? uses(config) : uses);
}

/** What the step changed is written down before the step counts as done, so that it need not be run again. */
async function runAndStore(
  session: PromotionSession,
  index: number,
  run: () => Promise<StepResult>,
): Promise<StepResult> {
  const workspace = session.keeper.workspace();
  const before = await workspaceState(workspace);
  const result = await run();
  const after = await workspaceState(workspace);
  const hasSecret = (text: string) => session.redactor.text(text) !== text;
  const stored = await storeChanges(workspace, { before, after, hasSecret });
  await session.note(index, stored);
  return result;
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
