import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { fetchCommit, Wanted, WHOLE_HISTORY } from '../repository/fetchCommit';
import { healing } from '../repository/healing';
import { Repository } from '../repository/Repository';

/** What a look at part of the history says: an answer, or that it lies further back. */
export type Look<T> = { answer: T } | 'deeper';

/**
 * Fetches history from a commit backwards, four times as much each time, until `look` has its answer.
 *
 * @param look - `cut` holds the commits whose parents were not fetched; empty: this is all there is.
 */
export async function deepening<T>(
  repository: Repository,
  from: Omit<Wanted, 'depth'> & { firstDepth: number; mostCommits?: number },
  look: (cut: Set<string>, depth: number) => Promise<Look<T>>,
  signal: AbortSignal,
): Promise<T | undefined> {
  return healing(
    repository,
    async () => {
      const most = from.mostCommits ?? WHOLE_HISTORY;
      for (let depth = Math.min(from.firstDepth, most); ; ) {
        await fetchCommit(repository, { ...from, depth }, signal);
        const found = await look(await cutOff(repository), depth);
        if (found !== 'deeper') {
          return found.answer;
        }
        if (depth >= most) {
          return undefined;
        }
        depth = Math.min(depth * 4, most);
        if (depth > 100_000) {
          depth = most;
        }
      }
    },
    signal,
  );
}

/** Commits whose parents are not in the cached repository. */
export async function cutOff(repository: Repository): Promise<Set<string>> {
  const text = await fs
    .readFile(join(repository.slot.gitDir, 'shallow'), 'utf8')
    .catch(() => '');
  return new Set(text.split('\n').filter(line => line !== ''));
}
