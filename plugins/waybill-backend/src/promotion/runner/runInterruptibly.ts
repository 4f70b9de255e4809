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
  options: { signal: AbortSignal; timeoutMs: number | undefined },
): Promise<Interruptible<T>> {
  const timeIsUp = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  if (options.timeoutMs !== undefined) {
    timers.push(
      setTimeout(
        () => timeIsUp.abort(new Error('The time for this step is up')),
        Math.min(options.timeoutMs, LONGEST_TIMER_MS),
      ),
    );
  }
  const signal = AbortSignal.any([options.signal, timeIsUp.signal]);
  const abandoned = new Promise<never>((_resolve, reject) => {
    const abandon = () => {
      timers.push(setTimeout(() => reject(signal.reason), GRACE_MS));
    };
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
    timers.forEach(clearTimeout);
  }
}
