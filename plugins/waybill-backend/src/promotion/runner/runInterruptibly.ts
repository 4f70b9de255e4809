import { ClockPort } from '../../ports';

/** After an abort, a step that does not listen is left alone after so long. */
const GRACE_MS = 5_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export type Interruptible<T> =
  | { type: 'done'; value: T }
  | { type: 'threw'; error: unknown }
  | { type: 'interrupted' };

/**
 * Runs something that may hang. Its signal aborts with the outer one and when its time is up; what then still does not end
 * is not waited for.
 */
export async function runInterruptibly<T>(
  run: (signal: AbortSignal) => Promise<T>,
  options: {
    signal: AbortSignal;
    timeoutMs: number | undefined;
    sleep: ClockPort['sleep'];
  },
): Promise<Interruptible<T>> {
  const { sleep, timeoutMs } = options;
  const over = new AbortController();
  const timeIsUp = new AbortController();
  const after = async (milliseconds: number, action: () => void) => {
    await sleep(milliseconds, over.signal);
    if (!over.signal.aborted) {
      action();
    }
  };
  if (timeoutMs !== undefined) {
    after(Math.min(timeoutMs, LONGEST_TIMER_MS), () =>
      timeIsUp.abort(new Error('The time for this step is up')),
    );
  }
  const signal = AbortSignal.any([options.signal, timeIsUp.signal]);
  const abandoned = new Promise<never>((_resolve, reject) => {
    const abandon = () => after(GRACE_MS, () => reject(signal.reason));
    if (signal.aborted) {
      abandon();
    } else {
      signal.addEventListener('abort', abandon, { once: true });
    }
  });
  abandoned.catch(() => {});
  try {
    return {
      type: 'done',
      value: await Promise.race([run(signal), abandoned]),
    };
  } catch (error) {
    return timeIsUp.signal.aborted
      ? { type: 'interrupted' }
      : { type: 'threw', error };
  } finally {
    over.abort();
  }
}
