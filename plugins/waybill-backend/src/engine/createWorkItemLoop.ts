import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { ClockPort } from '../ports';
import { ClaimedWorkItem, WorkKind } from '../store/WorkItem';

/** Longest pause of a loop whose claims fail, in milliseconds. */
const MAX_PAUSE_MS = 30_000;

/** Takes due items of one kind and has them done, until it is stopped. */
export interface WorkItemLoop {
  readonly kind: WorkKind;
  start(): void;
  /** Takes nothing more; resolves when the items it took are done, or after `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
  /** Looks for due items now. */
  wake(): void;
  /** `turnedAt`: when it last got an answer, by the clock's `elapsed`; `failures`: claims that failed since. */
  status(): { turnedAt: number; failures: number };
}

/**
 * A loop that no exception ends: a claim that fails is tried again after a pause, and a handler's failure is put down
 * where it belongs (`run` never rejects; should it, that is logged).
 */
export function createWorkItemLoop(options: {
  kind: WorkKind;
  concurrency: number;
  pollMs: number;
  clock: ClockPort;
  logger: LoggerService;
  claim(limit: number): Promise<ClaimedWorkItem[]>;
  /** @param claimedAt - when the claim was asked for, by the clock's `elapsed` */
  run(item: ClaimedWorkItem, claimedAt: number): Promise<void>;
}): WorkItemLoop {
  const { kind, concurrency, pollMs, clock, logger } = options;
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let turnedAt = clock.elapsed();
  let failures = 0;
  let looping: Promise<void> | undefined;
  let nap = new AbortController();
  const wake = () => nap.abort();

  async function work(item: ClaimedWorkItem, claimedAt: number) {
    try {
      await options.run(item, claimedAt);
    } catch (error) {
      logger.error(`${item.id}: ${stringifyError(error)}`);
    }
  }

  async function turn() {
    const free = concurrency - running.size;
    const claimedAt = clock.elapsed();
    for (const item of free > 0 ? await options.claim(free) : []) {
      const done: Promise<void> = work(item, claimedAt).then(() => {
        running.delete(done);
        wake();
      });
      running.add(done);
    }
  }

  async function loop() {
    while (!stopping.signal.aborted) {
      // Made before the claim, so that what becomes due during it is not slept over.
      nap = new AbortController();
      try {
        await turn();
        turnedAt = clock.elapsed();
        failures = 0;
        await clock.sleep(pollMs, nap.signal);
      } catch (error) {
        failures += 1;
        const pause = Math.min(MAX_PAUSE_MS, pollMs * 2 ** (failures - 1));
        logger.error(
          `Cannot take ${kind} work items, ${failures} times in a row; next try in ${pause} ms: ${stringifyError(
            error,
          )}`,
        );
        // Nothing but the end wakes it, or a failing loop would be a busy one.
        await clock.sleep(pause, stopping.signal);
      }
    }
  }

  return {
    kind,
    start() {
      looping ??= loop();
    },
    async stop(patienceMs) {
      stopping.abort();
      wake();
      const done = new AbortController();
      await Promise.race([
        Promise.all([looping, ...running]),
        clock.sleep(patienceMs, done.signal),
      ]);
      done.abort();
    },
    wake,
    status: () => ({ turnedAt, failures }),
  };
}
