import { isError } from '@backstage/errors';

/** What was found out, or a sentence that says why not. */
export type Outcome<T> = { value: T } | { problem: string };

/** Tries to find something out; throws only when nobody waits for it any more. */
export async function attempt<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    signal.throwIfAborted();
    return { problem: isError(error) ? error.message : String(error) };
  }
}
