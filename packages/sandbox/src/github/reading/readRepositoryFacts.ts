import { stat } from 'node:fs/promises';
import { runGitLine } from '../../git/runGit';
import { RepositoryFacts } from '../views/repositoryView';
import { toGitHubTime } from './readCommits';
import { readDefaultBranch } from './resolveCommit';

/** What a repository's view needs besides its name. */
export async function readRepositoryFacts(
  path: string,
  openIssues: number,
): Promise<RepositoryFacts> {
  const { birthtime } = await stat(path);
  const createdAt = toGitHubTime(birthtime);
  const newest = await runGitLine(path, [
    'for-each-ref',
    '--sort=-committerdate',
    '--count=1',
    '--format=%(committerdate:iso-strict)',
    'refs/heads',
  ]);
  const counted = await runGitLine(path, ['count-objects', '-v']);
  const kilobytes = (field: string) =>
    Number(new RegExp(`^${field}: (\\d+)$`, 'm').exec(counted)?.[1] ?? 0);
  return {
    defaultBranch: await readDefaultBranch(path),
    openIssues,
    createdAt,
    pushedAt: newest ? toGitHubTime(newest) : createdAt,
    size: kilobytes('size') + kilobytes('size-pack'),
  };
}
