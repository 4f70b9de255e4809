import { Answer, PullRequestQuestions } from './createPullRequestWatch';
import { GithubConnection } from './connectGithub';
import { githubError } from './githubError';
import { toPullRequest } from './toPullRequest';

/** A pull request is some 20 KB in a list. */
const PER_PAGE = 30;

/**
 * What a watch asks of GitHub, by conditional requests: one that is answered with 304 is not counted against the limit of its token.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function pullRequestQuestions(
  { octokit, owner, repo, host }: GithubConnection,
  signal: AbortSignal,
): PullRequestQuestions {
  const name = `${host}/${owner}/${repo}`;

  async function ask<T>(
    doing: string,
    etag: string | undefined,
    work: () => Promise<{ data: T; headers: { etag?: string } }>,
  ): Promise<Answer<T> | 'unchanged'> {
    try {
      const { data, headers } = await work();
      if (typeof data !== 'object' || data === null) {
        // What cannot be read does not make Octokit fail.
        throw new Error('something that cannot be read');
      }
      return { found: data, etag: headers.etag };
    } catch (error) {
      // Why it was stopped is the caller's to say.
      signal.throwIfAborted();
      if (etag && (error as { status?: number }).status === 304) {
        return 'unchanged';
      }
      throw githubError(error, doing);
    }
  }

  const where = (etag: string | undefined) => ({
    owner,
    repo,
    request: { signal },
    headers: etag ? { 'if-none-match': etag } : {},
  });

  return {
    async one(number, etag) {
      try {
        const answer = await ask(
          `Reading pull request ${number} of ${name}`,
          etag,
          () => octokit.pulls.get({ ...where(etag), pull_number: number }),
        );
        return answer === 'unchanged'
          ? answer
          : {
              etag: answer.etag,
              found: {
                pullRequest: toPullRequest(answer.found),
                updatedAt: answer.found.updated_at,
              },
            };
      } catch (error) {
        if ((error as Error).name === 'NotFoundError') {
          return { found: undefined, etag: undefined };
        }
        throw error;
      }
    },
    async list(etag) {
      const answer = await ask(
        `Reading the pull requests of ${name}`,
        etag,
        () =>
          octokit.pulls.list({
            ...where(etag),
            state: 'all',
            sort: 'updated',
            direction: 'desc',
            per_page: PER_PAGE,
          }),
      );
      return answer === 'unchanged'
        ? answer
        : {
            etag: answer.etag,
            found: {
              seen: answer.found.map(each => ({
                pullRequest: toPullRequest(each),
                updatedAt: each.updated_at,
              })),
              isLast: answer.found.length < PER_PAGE,
            },
          };
    },
  };
}
