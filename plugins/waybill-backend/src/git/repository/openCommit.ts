import { CacheFault } from './CacheFault';
import { fetchCommit, hasCommit, Wanted } from './fetchCommit';
import { healing } from './healing';
import { Repository } from './Repository';

/** Makes sure that a commit is in the cache, and answers with the id of its tree. */
export async function openCommit(
  repository: Repository,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<string> {
  // Outside of the queue: what is there already needs no turn.
  const there = repository.slot.isFilled
    ? await treeOf(repository, wanted.commit).catch(() => undefined)
    : undefined;
  return (
    there ??
    healing(
      repository,
      async () => {
        const known =
          repository.slot.isFilled &&
          (await hasCommit(repository, wanted.commit).catch(() => false));
        if (!known) {
          await fetchCommit(repository, wanted, signal);
        }
        const tree = await treeOf(repository, wanted.commit);
        if (!tree) {
          throw new CacheFault(`${wanted.commit} was fetched but is not there`);
        }
        return tree;
      },
      signal,
    )
  );
}

async function treeOf(
  repository: Repository,
  commit: string,
): Promise<string | undefined> {
  const object = await repository.reader().read(commit);
  return object?.type === 'commit'
    ? /^tree ([0-9a-f]{40})\n/.exec(object.content.toString('latin1'))?.[1]
    : undefined;
}
