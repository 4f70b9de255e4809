import { RepositoryName } from '../../git/repositories';
import { readCommit } from '../reading/readCommits';
import { buildMerge } from './buildMerge';
import { PullRequestRecord } from './PullRequestRecord';

/**
 * The commit a merge would make, or undefined if it conflicts.
 *
 * @remarks GitHub shows it as `merge_commit_sha` of a pull request that is open: a trap for whoever takes that field as a
 * sign that it is merged. Always the same commit for the same branches.
 */
export async function buildTestMerge(
  path: string,
  repository: RepositoryName,
  record: PullRequestRecord,
): Promise<string | undefined> {
  const head = await readCommit(path, record.headSha);
  const built = await buildMerge(path, repository, record, {
    method: 'merge',
    title: `Merge ${record.headSha} into ${record.baseSha}`,
    message: '',
    by: record.user,
    at: head.committer.date,
  });
  return built.sha;
}
