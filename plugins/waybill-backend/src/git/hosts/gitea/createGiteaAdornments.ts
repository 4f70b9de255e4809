import { LoggerService } from '@backstage/backend-plugin-api';
import { GiteaConnection } from './connectGitea';

const LABELS_PER_PAGE = 50;

/** Labels of pull requests, and reviewers. What cannot be had of them is logged and left out. */
export interface GiteaAdornments {
  /** Gitea asks for numbers. What is not there is left out. */
  labelIds(names: readonly string[], signal: AbortSignal): Promise<number[]>;
  addLabels(
    number: number,
    labels: number[],
    signal: AbortSignal,
  ): Promise<void>;
  askForReviews(
    number: number,
    reviewers: string[] | undefined,
    signal: AbortSignal,
  ): Promise<void>;
}

/** For one repository. A pull request is there and can be merged; what only adorns it is no reason to fail. */
export function createGiteaAdornments(
  { repos, owner, repo, name, ask }: GiteaConnection,
  logger: LoggerService,
): GiteaAdornments {
  async function orNothing<T>(
    signal: AbortSignal,
    work: Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(String((error as Error).message));
      return undefined;
    }
  }

  return {
    async labelIds(names, signal) {
      if (names.length === 0) {
        return [];
      }
      const known = await orNothing(
        signal,
        ask(`Looking for labels of ${name}`, signal, () =>
          repos.issueListLabels(
            owner,
            repo,
            { limit: LABELS_PER_PAGE },
            { signal },
          ),
        ),
      );
      if (!known) {
        return [];
      }
      const found = known.filter(label => names.includes(label.name ?? ''));
      const unknown = names.filter(
        each => !found.some(label => label.name === each),
      );
      if (unknown.length > 0) {
        logger.warn(`${name} has no label ${unknown.join(', ')}`);
      }
      return found.flatMap(label => label.id ?? []);
    },

    async addLabels(number, labels, signal) {
      if (labels.length > 0) {
        await orNothing(
          signal,
          ask(`Labelling pull request ${number} of ${name}`, signal, () =>
            repos.issueAddLabel(owner, repo, number, { labels }, { signal }),
          ),
        );
      }
    },

    async askForReviews(number, reviewers = [], signal) {
      if (reviewers.length > 0) {
        await orNothing(
          signal,
          ask(
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
          ),
        );
      }
    },
  };
}
