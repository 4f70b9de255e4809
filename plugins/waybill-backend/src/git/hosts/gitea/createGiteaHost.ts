import { LoggerService } from '@backstage/backend-plugin-api';
import {
  GitHost,
  MergeResult,
  PullRequest,
} from '@waybill/backstage-plugin-waybill-node';
import { Api, PullRequest as GiteaPullRequest } from 'gitea-js';
import { hostFetch } from '../hostFetch';
import { compareGiteaCommits } from './compareGiteaCommits';
import { giteaError } from './giteaError';
import { mergeGiteaPullRequest } from './mergeGiteaPullRequest';
import { toPullRequest } from './toPullRequest';

const LABELS_PER_PAGE = 50;

/** Pull requests of one repository on Gitea or Forgejo. */
export function createGiteaHost(options: {
  baseUrl: string;
  authorization: string | undefined;
  owner: string;
  repo: string;
  /** In errors. */
  name: string;
  /** Of the repository, for a person's browser. */
  webUrl: string;
  logger: LoggerService;
}): GitHost {
  const { name, logger } = options;
  // The client puts them into paths as they are.
  const owner = encodeURIComponent(options.owner);
  const repo = encodeURIComponent(options.repo);
  const { repos } = new Api({
    baseUrl: `${options.baseUrl}/api/v1`,
    customFetch: hostFetch,
    baseApiParams: {
      format: 'json',
      headers: {
        // The client forgets it in some requests.
        'Content-Type': 'application/json',
        ...(options.authorization && { Authorization: options.authorization }),
      },
    },
  });

  async function ask<T>(
    doing: string,
    signal: AbortSignal,
    work: () => Promise<{ data: T }>,
  ): Promise<T> {
    try {
      const { data } = await work();
      if (data === null || data === undefined) {
        // What cannot be read does not make its client fail.
        throw new Error('something that cannot be read');
      }
      return data;
    } catch (error) {
      signal.throwIfAborted();
      throw giteaError(error, doing);
    }
  }

  async function newest(
    { head, base }: { head: string; base: string },
    signal: AbortSignal,
  ): Promise<PullRequest | undefined> {
    const found = await missing(
      ask(
        `Looking for a pull request from ${head} to ${base} in ${name}`,
        signal,
        () =>
          repos.repoGetPullRequestByBaseHead(
            owner,
            repo,
            encodeURIComponent(base),
            encodeURIComponent(head),
            { signal },
          ),
      ),
    );
    return found && toPullRequest(found);
  }

  const read = async (number: number, signal: AbortSignal) =>
    missing<GiteaPullRequest>(
      ask(`Reading pull request ${number} of ${name}`, signal, () =>
        repos.repoGetPullRequest(owner, repo, number, { signal }),
      ),
    );

  /** Gitea asks for numbers. What is not there is left out. */
  async function labelIds(
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<number[]> {
    if (names.length === 0) {
      return [];
    }
    try {
      const known = await ask(`Looking for labels of ${name}`, signal, () =>
        repos.issueListLabels(
          owner,
          repo,
          { limit: LABELS_PER_PAGE },
          { signal },
        ),
      );
      const found = known.filter(label => names.includes(label.name ?? ''));
      const unknown = names.filter(
        each => !found.some(label => label.name === each),
      );
      if (unknown.length > 0) {
        logger.warn(`${name} has no label ${unknown.join(', ')}`);
      }
      return found.flatMap(label => label.id ?? []);
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(String((error as Error).message));
      return [];
    }
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

  const askForReviews = (
    number: number,
    reviewers: string[],
    signal: AbortSignal,
  ) =>
    adorn(
      `Asking for reviews of pull request ${number} of ${name}`,
      signal,
      () =>
        repos.repoCreatePullReviewRequests(
          owner,
          repo,
          number,
          { reviewers },
          { signal },
        ),
    );

  return {
    commitUrl: commit => `${options.webUrl}/commit/${commit}`,
    compareCommits: request =>
      compareGiteaCommits(request, {
        webUrl: options.webUrl,
        compare: basehead =>
          ask(`Comparing ${basehead} in ${name}`, request.signal, () =>
            repos.repoCompareDiff(owner, repo, basehead, {
              signal: request.signal,
            }),
          ),
        pullRequestOf: commit =>
          missing(
            ask(
              `Asking what commit ${commit.slice(0, 7)} of ${name} came with`,
              request.signal,
              () =>
                repos.repoGetCommitPullRequest(owner, repo, commit, {
                  signal: request.signal,
                }),
            ),
          ),
      }),
    findNewestPullRequest: ({ signal, ...branches }) =>
      newest(branches, signal),

    async findOpenPullRequest({ signal, ...branches }) {
      // There is no second one while one is open.
      const found = await newest(branches, signal);
      return found?.state === 'open' ? found : undefined;
    },

    async openPullRequest(request) {
      const { head, base, title, description, signal } = request;
      const labels = await labelIds(request.labels, signal);
      let opened: PullRequest;
      try {
        opened = toPullRequest(
          await ask(
            `Opening a pull request from ${head} to ${base} in ${name}`,
            signal,
            () =>
              repos.repoCreatePullRequest(
                owner,
                repo,
                { head, base, title, body: description, labels },
                { signal },
              ),
          ),
        );
      } catch (error) {
        // Gitea takes one per head and base: ours from before a crash, or a person's.
        const there =
          (error as Error).name === 'ConflictError' &&
          (await newest({ head, base }, signal));
        if (there && there.state === 'open') {
          return there;
        }
        throw error;
      }
      if (request.reviewers?.length) {
        await askForReviews(opened.number, request.reviewers, signal);
      }
      return opened;
    },

    async updatePullRequest(request) {
      const { number, title, description, signal } = request;
      const labels = await labelIds(request.labels, signal);
      if (labels.length > 0) {
        await adorn(`Labelling pull request ${number} of ${name}`, signal, () =>
          repos.issueAddLabel(owner, repo, number, { labels }, { signal }),
        );
      }
      if (request.reviewers?.length) {
        await askForReviews(number, request.reviewers, signal);
      }
      // The text last: what it says is how Waybill knows that all has been done.
      return toPullRequest(
        await ask(`Changing pull request ${number} of ${name}`, signal, () =>
          repos.repoEditPullRequest(
            owner,
            repo,
            number,
            { title, body: description },
            { signal },
          ),
        ),
      );
    },

    async getPullRequest({ number, signal }) {
      const found = await read(number, signal);
      return found && toPullRequest(found);
    },

    mergePullRequest: (request): Promise<MergeResult> =>
      mergeGiteaPullRequest(request, {
        read: () => read(request.number, request.signal),
        merge: async body => {
          await repos.repoMergePullRequest(owner, repo, request.number, body, {
            signal: request.signal,
            // It answers with nothing at all.
            format: undefined,
          });
        },
        doing: `Merging pull request ${request.number} of ${name}`,
      }),
  };
}

async function missing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as Error).name === 'NotFoundError') {
      return undefined;
    }
    throw error;
  }
}
