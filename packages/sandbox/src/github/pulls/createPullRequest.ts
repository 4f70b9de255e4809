import { findRepository, RepositoryName } from '../../git/repositories';
import { runGitLine } from '../../git/runGit';
import { notFound, validationFailed } from '../GitHubError';
import { readCommits, toGitHubTime } from '../reading/readCommits';
import { resolveBranch } from '../reading/resolveCommit';
import { PullRequestRecord } from './PullRequestRecord';
import {
  keepHead,
  listPullRequestsInTurn,
  PullRequestPlaces,
} from './readPullRequest';

const RESOURCE = 'PullRequest';

/**
 * Opens a pull request. Throws GitHub's 422 for a branch that is missing, for branches with nothing between them, and
 * for a second one with the same branches.
 */
export async function createPullRequest(
  places: PullRequestPlaces,
  repository: RepositoryName,
  request: {
    title: string;
    body: string | null;
    /** `branch` or `owner:branch`. */
    head: string;
    base: string;
    user: string;
  },
): Promise<PullRequestRecord> {
  const path = findRepository(places.directory, repository);
  if (!path) {
    throw notFound();
  }
  const [, owner, head] = /^(?:([^:]+):)?(.+)$/.exec(request.head) ?? [];
  const headSha =
    !owner || owner === repository.owner
      ? await resolveBranch(path, head)
      : undefined;
  const baseSha = await resolveBranch(path, request.base);
  for (const [field, sha] of Object.entries({ head: headSha, base: baseSha })) {
    if (!sha) {
      throw validationFailed({ resource: RESOURCE, field, code: 'invalid' });
    }
  }
  const between = await readCommits(path, [headSha!, `^${baseSha}`], ['-1']);
  if (!between.length) {
    throw validationFailed({
      resource: RESOURCE,
      code: 'custom',
      message: `No commits between ${request.base} and ${head}`,
    });
  }
  const start = await runGitLine(path, [
    'merge-base',
    headSha!,
    baseSha!,
  ]).catch(() => undefined);
  if (!start) {
    throw validationFailed({
      resource: RESOURCE,
      code: 'custom',
      message: `The ${head} branch has no history in common with ${request.base}`,
    });
  }
  return places.pulls.inTurn(repository, async () => {
    const existing = await listPullRequestsInTurn(places, repository);
    const twin = existing.find(
      pull =>
        pull.state === 'open' &&
        pull.head === head &&
        pull.base === request.base,
    );
    if (twin) {
      throw validationFailed({
        resource: RESOURCE,
        code: 'custom',
        message: `A pull request already exists for ${repository.owner}:${head}.`,
      });
    }
    const at = toGitHubTime(new Date());
    const record: PullRequestRecord = {
      number: (existing[0]?.number ?? 0) + 1,
      title: request.title,
      body: request.body,
      head,
      base: request.base,
      headSha: headSha!,
      baseSha: baseSha!,
      user: request.user,
      labels: [],
      state: 'open',
      createdAt: at,
      updatedAt: at,
      closedAt: null,
      merged: null,
      merging: null,
    };
    await keepHead(path, record);
    await places.pulls.save(repository, record);
    return record;
  });
}
