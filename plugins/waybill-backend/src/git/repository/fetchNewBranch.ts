import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchRefs } from './fetchRefs';
import { healing } from './healing';
import { localRef } from './localRef';
import { Repository } from './Repository';

/**
 * Brings the tip of a branch that was never fetched here, by its name: finding out where it is and fetching it are one conversation then.
 * Answers with the commit.
 *
 * Undefined: the remote is to be asked where the branch is. Because it was fetched before, and mostly is where it was; or because this went
 * wrong, and then the answer says why.
 */
export async function fetchNewBranch(
  repository: Repository,
  branch: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const ref = localRef(branch);
  const file = join(repository.slot.gitDir, ref);
  const read = async () =>
    /^[0-9a-f]{40}(?=\n)/.exec(
      await readFile(file, 'utf8').catch(() => ''),
    )?.[0];
  if (await read()) {
    return undefined;
  }
  return healing(
    repository,
    async () => {
      if (await read()) {
        return undefined;
      }
      const filter = repository.slot.everything ? [] : ['--filter=blob:none'];
      const { code } = await fetchRefs(
        repository,
        ['--depth=1', ...filter],
        [`+refs/heads/${branch}:${ref}`],
        signal,
      );
      return code === 0 ? read() : undefined;
    },
    signal,
  );
}
