import { LoggerService } from '@backstage/backend-plugin-api';
import {
  GitHost,
  PullRequest,
  PullRequestText,
} from '@waybill/backstage-plugin-waybill-node';
import { compareGithubCommits } from './compareGithubCommits';
import { GithubConnection } from './connectGithub';
import { githubError } from './githubError';
import { mergeGithubPullRequest } from './mergeGithubPullRequest';
import { pullRequestQuestions } from './pullRequestQuestions';
import { pullRequestWatchOf } from './pullRequestWatchOf';
import { toPullRequest } from './toPullRequest';

/** Pull requests of one repository on GitHub. */
export function createGithubHost(
  options: GithubConnection & { logger: LoggerService },
): GitHost {
  const { octokit, owner, repo, logger } = options;
  const name = `${options.host}/${owner}/${repo}`;

  async function ask<T>(
    doing: string,
    signal: AbortSignal,
    work: () => Promise<{ data: T }>,
  ): Promise<T> {
    try {
      const { data } = await work();
      if (typeof data !== 'object' || data === null) {
        // What cannot be read does not make Octokit fail.
        throw new Error('something that cannot be read');
      }
      return data;
    } catch (error) {
      // Why it was stopped is the caller's to say.
      signal.throwIfAborted();
      throw githubError(error, doing);
    }
  }

  async function find(
    state: 'open' | 'all',
    { head, base, signal }: { head: string; base: string; signal: AbortSignal },
  ): Promise<PullRequest | undefined> {
    const found = await ask(
      `Looking for a pull request from ${head} to ${base} in ${name}`,
      signal,
      () =>
        octokit.pulls.list({
          owner,
          repo,
          state,
          head: `${owner}:${head}`,
          base,
          sort: 'created',
          direction: 'desc',
          request: { signal },
        }),
    );
    const newest = found.find(
      each =>
        (state === 'all' || each.state === 'open') &&
        each.head.ref === head &&
        each.base.ref === base &&
        // A fork may have a branch of the same name.
        (!each.head.user ||
          each.head.user.login.toLowerCase() === owner.toLowerCase()),
    );
    return newest && toPullRequest(newest);
  }

  /** The pull request is there and can be merged; what only adorns it is no reason to fail. */
  async function adorn(
    doing: string,
    signal: AbortSignal,
    work: () => Promise<{ data: unknown }>,
  ): Promise<void> {
    try {
      await ask(doing, signal, work);
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(String((error as Error).message));
    }
  }

  async function adornAll(
    number: number,
    {
      labels,
      reviewers = [],
      signal,
    }: Pick<PullRequestText, 'labels' | 'reviewers'> & { signal: AbortSignal },
  ): Promise<void> {
    const on = { owner, repo, request: { signal } };
    if (labels.length > 0) {
      await adorn(`Labelling pull request ${number} of ${name}`, signal, () =>
        octokit.issues.addLabels({ ...on, issue_number: number, labels }),
      );
    }
    if (reviewers.length > 0) {
      await adorn(
        `Asking for reviews of pull request ${number} of ${name}`,
        signal,
        () =>
          octokit.pulls.requestReviewers({
            ...on,
            pull_number: number,
            reviewers,
          }),
      );
    }
  }

  return {
    commitUrl: commit => `${options.webUrl}/commit/${commit}`,
    compareCommits: request => compareGithubCommits(options, request),
    findOpenPullRequest: request => find('open', request),
    findNewestPullRequest: request => find('all', request),

    async openPullRequest(request) {
      const { head, base, title, description, signal } = request;
      const doing = `Opening a pull request from ${head} to ${base} in ${name}`;
      try {
        const { data } = await octokit.pulls.create({
          owner,
          repo,
          head,
          base,
          title,
          body: description,
          request: { signal },
        });
        await adornAll(data.number, request);
        return toPullRequest(data);
      } catch (error) {
        signal.throwIfAborted();
        // GitHub takes one per head and base: ours from before a crash, or a person's.
        const there =
          (error as { status?: number }).status === 422 &&
          (await find('open', { head, base, signal }));
        if (there) {
          return there;
        }
        throw githubError(error, doing);
      }
    },

    async updatePullRequest(request) {
      const { number, title, description, signal } = request;
      // The text last: what it says is how Waybill knows that all has been done.
      await adornAll(number, request);
      return toPullRequest(
        await ask(`Changing pull request ${number} of ${name}`, signal, () =>
          octokit.pulls.update({
            owner,
            repo,
            pull_number: number,
            title,
            body: description,
            request: { signal },
          }),
        ),
      );
    },

    async getPullRequest({ number, maxAgeSeconds, signal }) {
      if (maxAgeSeconds !== undefined) {
        return pullRequestWatchOf(options).look(
          number,
          maxAgeSeconds,
          pullRequestQuestions(options, signal),
        );
      }
      const found = await ask(
        `Reading pull request ${number} of ${name}`,
        signal,
        () =>
          octokit.pulls.get({
            owner,
            repo,
            pull_number: number,
            request: { signal },
          }),
      ).catch(error => {
        if (error.name === 'NotFoundError') {
          return undefined;
        }
        throw error;
      });
      return found && toPullRequest(found);
    },

    mergePullRequest: request =>
      mergeGithubPullRequest({ octokit, owner, repo, name }, request),
  };
}
