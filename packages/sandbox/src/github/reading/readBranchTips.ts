import { runGit } from '../../git/runGit';

/** Where each branch is. */
export async function readBranchTips(
  repository: string,
): Promise<Map<string, string>> {
  const output = await runGit(repository, [
    'for-each-ref',
    '--format=%(objectname) %(refname:strip=2)',
    'refs/heads',
  ]);
  return new Map(
    output
      .toString()
      .split('\n')
      .filter(Boolean)
      .map(line => [line.slice(41), line.slice(0, 40)]),
  );
}
