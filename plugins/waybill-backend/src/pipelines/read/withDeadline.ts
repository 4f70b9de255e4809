/**
 * Runs something that should heed its signal, and ends at the deadline even if it does not.
 *
 * @param milliseconds - from now
 */
export async function withDeadline<T>(
  milliseconds: number,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
  limited.throwIfAborted();
  let giveUp: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(limited.reason);
    limited.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([run(limited), aborted]);
  } finally {
    limited.removeEventListener('abort', giveUp);
  }
}
