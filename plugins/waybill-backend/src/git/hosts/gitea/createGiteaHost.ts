import { LoggerService } from '@backstage/backend-plugin-api';
import {
  GitHost,
  MergeResult,
  PullRequest,
} from '@waybill/backstage-plugin-waybill-node';
import { PullRequest as GiteaPullRequest } from 'gitea-js';
import { compareGiteaCommits } from './compareGiteaCommits';
import { connectGitea } from './connectGitea';
import { createGiteaAdornments } from './createGiteaAdornments';
import { mergeGiteaPullRequest } from './mergeGiteaPullRequest';
import { toPullRequest } from './toPullRequest';

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
  const connection = connectGitea(options);
  const { repos, owner, repo, name, ask } = connection;
  const adornments = createGiteaAdornments(connection, options.logger);

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
      const labels = await adornments.labelIds(request.labels, signal);
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
      await adornments.askForReviews(opened.number, request.reviewers, signal);
      return opened;
    },

    async updatePullRequest(request) {
      const { number, title, description, signal } = request;
      const labels = await adornments.labelIds(request.labels, signal);
      await adornments.addLabels(number, labels, signal);
      await adornments.askForReviews(number, request.reviewers, signal);
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
