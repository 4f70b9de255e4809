import { stringifyError, toError } from '@backstage/errors';
import { ClaimLostError } from '../store/ClaimLostError';
import { completeWorkItem } from '../store/operations/workItems/completeWorkItem';
import { failWorkItem } from '../store/operations/workItems/failWorkItem';
import { renewClaim } from '../store/operations/workItems/renewClaim';
import { ClaimedWorkItem } from '../store/WorkItem';
import { EngineContext } from './EngineContext';
import { createLease, Lease } from './createLease';
import { Handler, WorkOutcome } from './Handler';
import { nextDue } from './nextDue';

/** How long a handler may go on after its signal has aborted before nobody waits for it any longer, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * Runs the handler of a claimed item, renews the claim meanwhile, and puts down how it went. Never rejects.
 *
 * @remarks A handler that does not heed its signal is left behind; what it writes later is fenced off.
 */
export async function runWorkItem(
  context: EngineContext,
  item: ClaimedWorkItem,
  options: {
    handler: Handler;
    /** When the claim was asked for, by the clock's `elapsed`. */
    claimedAt: number;
    timeoutMs: number;
    stopped: AbortSignal;
  },
): Promise<void> {
  const { config, clock, knex } = context;
  const logger = context.logger.child({ workItem: item.id });
  const leaseMs = config.leaseSeconds * 1000;
  const lease = createLease(clock, {
    itemId: item.id,
    claimedAt: options.claimedAt,
    leaseMs,
    renew: async () =>
      renewClaim(knex, { claim: item, leaseMs, now: await clock.now(knex) }),
  });
  const work = new AbortController();
  const over = new AbortController();
  const abortWith = (reason: unknown) => work.abort(reason);
  const onStop = () => abortWith(new Error('The engine is stopping'));
  options.stopped.addEventListener('abort', onStop);
  if (options.stopped.aborted) {
    onStop();
  }

  try {
    const renewing = keepClaim(context, item, lease, abortWith, over.signal);
    let outcome: WorkOutcome;
    try {
      outcome = await Promise.race([
        options.handler({
          item,
          context,
          signal: work.signal,
          confirmClaim: lease.confirm,
          logger,
        }),
        giveUp(context, item, options.timeoutMs, work, over.signal),
      ]);
    } finally {
      over.abort();
      await renewing;
    }
    if (!outcome.concluded) {
      const now = await clock.now(knex);
      await completeWorkItem(knex, {
        claim: item,
        next: nextDue(outcome, now),
        memory: outcome.memory,
        now,
      });
    }
  } catch (error) {
    if (error instanceof ClaimLostError) {
      logger.warn(error.message);
      return;
    }
    if (options.stopped.aborted) {
      return; // The engine gives back all its claims when it has stopped; this is no failure.
    }
    logger.warn(`${item.id} failed: ${stringifyError(error)}`);
    try {
      await failWorkItem(knex, {
        claim: item,
        error: toError(error).message,
        random: context.ids.random(),
        now: await clock.now(knex),
      });
    } catch (failure) {
      // The lease ends by itself, after config.leaseSeconds.
      logger.error(
        `Cannot put down that ${item.id} failed; it is free again in ${config.leaseSeconds} s`,
        toError(failure),
      );
    }
  } finally {
    options.stopped.removeEventListener('abort', onStop);
  }
}

/** Renews at a third of the lease. When it cannot in time, or somebody else has the item, the work must stop. */
async function keepClaim(
  context: EngineContext,
  item: ClaimedWorkItem,
  lease: Lease,
  lost: (reason: unknown) => void,
  over: AbortSignal,
): Promise<void> {
  const { clock, config } = context;
  for (;;) {
    await clock.sleep((config.leaseSeconds * 1000) / 3, over);
    if (over.aborted) {
      return;
    }
    try {
      if (!(await lease.renew())) {
        lost(new ClaimLostError(item.id));
        return;
      }
    } catch (error) {
      context.logger.warn(
        `Cannot renew the claim on ${item.id}: ${stringifyError(error)}`,
      );
      if (lease.isOver()) {
        lost(new ClaimLostError(item.id));
        return;
      }
    }
  }
}

/** Rejects when a turn has taken too long, or goes on long after it was told to stop. */
async function giveUp(
  { clock }: EngineContext,
  item: ClaimedWorkItem,
  timeoutMs: number,
  work: AbortController,
  over: AbortSignal,
): Promise<never> {
  await clock.sleep(timeoutMs, AbortSignal.any([over, work.signal]));
  if (!work.signal.aborted && !over.aborted) {
    work.abort(
      new Error(
        `${item.id} took longer than ${Math.round(timeoutMs / 1000)} s`,
      ),
    );
  }
  await clock.sleep(GRACE_MS, over);
  throw work.signal.reason instanceof Error
    ? work.signal.reason
    : new Error(`${item.id} was given up`);
}
