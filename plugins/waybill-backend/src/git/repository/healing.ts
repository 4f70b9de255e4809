import { CacheFault } from './CacheFault';
import { Repository } from './Repository';

/** Runs alone in the cached repository; when that turns out to be broken, once more in a fresh one. */
export async function healing<T>(
  repository: Repository,
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const { slot } = repository;
  return slot.exclusive(async () => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CacheFault)) {
        throw error;
      }
      await slot.reset();
      return work();
    }
  }, signal);
}
