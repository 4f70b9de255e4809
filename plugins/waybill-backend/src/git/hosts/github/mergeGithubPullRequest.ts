import { InputError } from '@backstage/errors';
import { Octokit } from '@octokit/rest';
import { GitHost, MergeResult } from '@waybill/backstage-plugin-waybill-node';
import { githubError } from './githubError';

const METHODS = ['merge', 'squash', 'rebase'] as const;
type Method = (typeof METHODS)[number];

/**
 * Merges one. GitHub answers 405 to what it does not merge, now or at all, and only its `mergeable_state` tells which.
 *
 * @see https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request
 */
export async function mergeGithubPullRequest(
  on: { octokit: Octokit; owner: string; repo: string; name: string },
  request: Parameters<GitHost['mergePullRequest']>[0],
): Promise<MergeResult> {
  const { octokit, owner, repo } = on;
  const { number, head, signal, method = 'merge' } = request;
  const doing = `Merging pull request ${number} of ${on.name}`;
  if (!METHODS.includes(method as Method)) {
    throw new InputError(
      `GitHub merges by one of ${METHODS.join(', ')}; found "${method}"`,
    );
  }
  const where = { owner, repo, pull_number: number, request: { signal } };
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw githubError(error, doing);
    }
  };

  try {
    const { data } = await octokit.pulls.merge({
      ...where,
      sha: head,
      merge_method: method as Method,
    });
    return { status: 'merged', commit: data.sha };
  } catch (error) {
    signal.throwIfAborted();
    const { status } = error as { status?: number };
    if (status !== undefined && status < 500 && ![405, 409].includes(status)) {
      throw githubError(error, doing);
    }
    const { data: now } = await call(() => octokit.pulls.get(where));
    if (now.merged && now.merge_commit_sha) {
      // By this very call, whose answer was lost, or by somebody before it.
      return { status: 'merged', commit: now.merge_commit_sha };
    }
    if (status !== 405 && status !== 409) {
      throw githubError(error, doing);
    }
    const { message } = githubError(error, doing);
    const conflicts = now.mergeable === false || now.state === 'closed';
    const refused = conflicts || now.head.sha !== head;
    return { status: refused ? 'refused' : 'waiting', message };
  }
}
