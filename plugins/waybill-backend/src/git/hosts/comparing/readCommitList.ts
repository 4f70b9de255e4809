import { isError } from '@backstage/errors';
import {
  ChangelogPullRequest,
  CommitList,
} from '@waybill/backstage-plugin-waybill-common';
import pLimit from 'p-limit';
import { HostCommit } from './HostCommit';

/** Each is a request; a host's limits are for all that Waybill does there. */
const MOST_LOOKUPS = 50;
const LOOKUPS_AT_ONCE = 5;
const LONGEST_TEXT = 200;

/**
 * Commits as they are shown, with the pull requests that they came with. Those of the newest commits are looked up; a host that refuses
 * is not asked again, and what it does not say is read from messages where its messages say it.
 */
export async function readCommitList(options: {
  /** Newest first. */
  commits: readonly HostCommit[];
  /** How many there are in all. */
  total: number;
  limit: number;
  commitUrl(id: string): string;
  /** Undefined: there is no pull request. */
  lookUp?(id: string): Promise<ChangelogPullRequest | undefined>;
  fromMessage?(commit: HostCommit): ChangelogPullRequest | undefined;
  signal: AbortSignal;
}): Promise<CommitList> {
  const { signal, lookUp } = options;
  const shown = options.commits.slice(0, options.limit);
  const found = new Map<string, ChangelogPullRequest | undefined>();
  let refused: string | undefined;
  if (lookUp) {
    const turn = pLimit(LOOKUPS_AT_ONCE);
    await Promise.all(
      shown.slice(0, MOST_LOOKUPS).map(({ id }) =>
        turn(async () => {
          if (refused !== undefined) {
            return;
          }
          try {
            found.set(id, await lookUp(id));
          } catch (error) {
            signal.throwIfAborted();
            refused = isError(error) ? error.message : String(error);
          }
        }),
      ),
    );
  }
  const pullRequestOf = (commit: HostCommit) =>
    found.has(commit.id) ? found.get(commit.id) : options.fromMessage?.(commit);

  const pullRequests = new Map<number, ChangelogPullRequest>();
  const commits = shown.map(commit => {
    const pullRequest = pullRequestOf(commit);
    if (pullRequest && !pullRequests.has(pullRequest.number)) {
      pullRequests.set(pullRequest.number, {
        ...pullRequest,
        title: pullRequest.title.slice(0, LONGEST_TEXT),
      });
    }
    return {
      id: commit.id,
      subject: commit.message.split('\n')[0].slice(0, LONGEST_TEXT),
      author: commit.author.slice(0, LONGEST_TEXT),
      committedAt: commit.committedAt,
      url: options.commitUrl(commit.id),
      ...(pullRequest && { pullRequest: pullRequest.number }),
    };
  });
  return {
    commits,
    more: Math.max(0, options.total - commits.length),
    pullRequests: [...pullRequests.values()],
    ...(refused !== undefined && {
      missing: `Not all pull requests are known: ${refused}`,
    }),
  };
}
