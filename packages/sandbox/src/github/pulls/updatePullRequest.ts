import { findRepository, RepositoryName } from '../../git/repositories';
import { notFound, validationFailed } from '../GitHubError';
import { toGitHubTime } from '../reading/readCommits';
import { resolveBranch } from '../reading/resolveCommit';
import { PullRequestRecord } from './PullRequestRecord';
import { PullRequestPlaces, readPullRequestInTurn } from './readPullRequest';

const RESOURCE = 'PullRequest';

/** Changes title, body or base, closes or reopens. */
export async function updatePullRequest(
  places: PullRequestPlaces,
  repository: RepositoryName,
  number: number,
  change: {
    title?: string;
    body?: string | null;
    state?: 'open' | 'closed';
    base?: string;
    labels?: string[];
  },
): Promise<PullRequestRecord> {
  return places.pulls.inTurn(repository, async () => {
    const record = await readPullRequestInTurn(places, repository, number);
    const path = findRepository(places.directory, repository);
    if (!record || !path) {
      throw notFound();
    }
    const base = change.base ?? record.base;
    if (!(await resolveBranch(path, base))) {
      throw validationFailed({
        resource: RESOURCE,
        field: 'base',
        code: 'invalid',
      });
    }
    const reopened = change.state === 'open' && record.state === 'closed';
    if (
      reopened &&
      (record.merged || !(await resolveBranch(path, record.head)))
    ) {
      throw validationFailed({
        resource: RESOURCE,
        field: 'state',
        code: 'invalid',
        message: 'state cannot be changed: it is merged or its branch is gone',
      });
    }
    const at = toGitHubTime(new Date());
    const closes = change.state === 'closed' && record.state === 'open';
    const changed: PullRequestRecord = {
      ...record,
      title: change.title ?? record.title,
      body: change.body === undefined ? record.body : change.body,
      labels: change.labels ?? record.labels,
      state: change.state ?? record.state,
      base,
      updatedAt: at,
      ...(closes && { closedAt: at }),
      ...(reopened && { closedAt: null }),
    };
    await places.pulls.save(repository, changed);
    return changed;
  });
}
