import { openCommit } from '../repository/openCommit';
import { Repository } from '../repository/Repository';

/** Paths that differ between two commits: both sides of a rename, and no file read. */
export async function changedPaths(
  repository: Repository,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<string[]> {
  for (const commit of [from, to]) {
    await openCommit(
      repository,
      { commit, depth: 1, filter: 'blob:none' },
      signal,
    );
  }
  const command = {
    args: ['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to],
    where: 'objects' as const,
    signal,
  };
  const output = await repository.git(command);
  if (output.code !== 0) {
    throw repository.problem(command, output);
  }
  return output.stdout
    .toString('utf8')
    .split('\0')
    .filter(path => path !== '');
}
