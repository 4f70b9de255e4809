import { RepositoryName } from '../../git/repositories';
import { readCommit } from '../reading/readCommits';
import { buildMerge } from './buildMerge';
import { PullRequestRecord } from './PullRequestRecord';

const REMEMBERED = 1_000;
/** The same branches give the same commit. */
const known = new Map<string, string | undefined>();

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
  const { baseSha, headSha } = record;
  const key = `${path} ${record.number} ${baseSha} ${headSha}`;
  if (known.has(key)) {
    return known.get(key);
  }
  const head = await readCommit(path, headSha);
  const built = await buildMerge(path, repository, record, {
    method: 'merge',
    title: `Merge ${headSha} into ${baseSha}`,
    message: '',
    by: record.user,
    at: head.committer.date,
  });
  if (known.size >= REMEMBERED) {
    known.clear();
  }
  known.set(key, built.sha);
  return built.sha;
}
