import { PushAnnouncer } from '../../git/pushAnnouncer';
import { findRepository, RepositoryName } from '../../git/repositories';
import { GitHubError, notFound } from '../GitHubError';
import { toGitHubTime } from '../reading/readCommits';
import { moveRef } from '../writing/moveRef';
import { buildMerge, MergeMethod } from './buildMerge';
import { PullRequestRecord } from './PullRequestRecord';
import { PullRequestPlaces, readPullRequestInTurn } from './readPullRequest';

/**
 * Merges an open pull request into its base.
 *
 * @remarks What it is about to do is written down before the base branch moves, so that after a kill in between the
 * next look finds the merge done and not a branch that somebody pushed.
 * @returns the record, merged
 */
export async function mergePullRequest(
  places: PullRequestPlaces & { pushes: PushAnnouncer },
  repository: RepositoryName,
  number: number,
  request: {
    method: MergeMethod;
    /** The head that whoever asks has seen. */
    sha?: string;
    title?: string;
    message?: string;
    by: string;
  },
): Promise<PullRequestRecord> {
  // Outside the turn: whoever listens may ask about pull requests.
  await places.pushes.look(repository);
  const merged = await places.pulls.inTurn(repository, async () => {
    const path = findRepository(places.directory, repository);
    const record = await readPullRequestInTurn(places, repository, number);
    if (!path || !record) {
      throw notFound();
    }
    if (record.state === 'closed') {
      throw new GitHubError(405, 'Pull Request is not mergeable');
    }
    if (request.sha && request.sha !== record.headSha) {
      throw new GitHubError(
        409,
        'Head branch was modified. Review and try the merge again.',
      );
    }
    const at = toGitHubTime(new Date());
    const built = await buildMerge(path, repository, record, {
      ...request,
      at,
    });
    if (built.conflicts) {
      throw new GitHubError(405, 'Pull Request is not mergeable');
    }
    const merge = { sha: built.sha, at, by: request.by };
    await places.pulls.save(repository, { ...record, merging: merge });
    const ref = `refs/heads/${record.base}`;
    if (!(await moveRef(path, ref, record.baseSha, built.sha))) {
      throw new GitHubError(
        405,
        'Base branch was modified. Review and try the merge again.',
      );
    }
    const closed: PullRequestRecord = {
      ...record,
      state: 'closed',
      closedAt: at,
      updatedAt: at,
      merged: merge,
      merging: null,
    };
    await places.pulls.save(repository, closed);
    return closed;
  });
  await places.pushes.look(repository);
  return merged;
}
