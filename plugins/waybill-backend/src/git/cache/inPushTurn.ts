import { createMutex, Mutex } from './createMutex';

/** Of this process: one queue per branch, whoever pushes. */
const turns = new Map<string, Mutex>();

/**
 * Runs alone among all that name the same branch of the same repository here.
 *
 * @param work - `waited`: somebody was in front.
 */
export async function inPushTurn<T>(
  repositoryKey: string,
  branch: string,
  signal: AbortSignal,
  work: (waited: boolean) => Promise<T>,
): Promise<T> {
  const key = `${repositoryKey}\n${branch}`;
  const mutex = turns.get(key) ?? createMutex();
  turns.set(key, mutex);
  const waited = mutex.busy;
  try {
    return await mutex.run(() => work(waited), signal);
  } finally {
    if (!mutex.busy) {
      turns.delete(key);
    }
  }
}
