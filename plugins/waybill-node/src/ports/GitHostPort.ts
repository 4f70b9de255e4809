import { CommitComparison } from '@waybill/backstage-plugin-waybill-common';
import { PullRequestText } from './PullRequestText';

/** @public */
export interface PullRequest {
  number: number;
  /** For a person's browser. */
  url: string;
  state: 'open' | 'merged' | 'closed';
  head: { branch: string; commit: string };
  base: { branch: string };
  /** The commit on the base branch that merged it; only when merged. */
  mergeCommit?: string;
  title: string;
  /** Its text as it stands now; absent where the host does not tell. By it Waybill knows whose a pull request is. */
  description?: string;
}

/** How an attempt to merge came out. @public */
export type MergeResult =
  /** `commit`: what the base branch has now. */
  | { status: 'merged'; commit: string }
  /** The host does not merge it yet: checks that run, reviews that are missing, an answer it still works out. */
  | { status: 'waiting'; message: string }
  /** It will not, unless somebody does something about it: conflicts, another head, a method that is not allowed. */
  | { status: 'refused'; message: string };

/** One provider's pull requests, for one repository. @public */
export interface GitHost {
  /** Open pull request from head to base, if there is one. */
  findOpenPullRequest(options: {
    head: string;
    base: string;
    signal: AbortSignal;
  }): Promise<PullRequest | undefined>;
  /** The newest pull request from head to base, merged and closed ones too: how one is found again whose answer was lost. */
  findNewestPullRequest(options: {
    head: string;
    base: string;
    signal: AbortSignal;
  }): Promise<PullRequest | undefined>;
  /** Labels and reviewers that cannot be had are logged and left out: the pull request is what counts. */
  openPullRequest(
    options: PullRequestText & {
      head: string;
      base: string;
      signal: AbortSignal;
    },
  ): Promise<PullRequest>;
  /**
   * Gives an open one another title and text, and adds labels and reviewers; those that it has stay. Labels and reviewers that cannot be had
   * are logged and left out. Doing it twice is as good as once.
   *
   * A host that leaves it out, or does not tell descriptions, keeps what the first Promotion wrote when a later one goes on with its pull
   * request; the step says so then.
   */
  updatePullRequest?(
    options: PullRequestText & { number: number; signal: AbortSignal },
  ): Promise<PullRequest>;
  /**
   * Merges it, if its head is still at `head`. One that is merged already answers `merged`.
   *
   * `method` is the host's word (GitHub: merge, squash, rebase); default: merge. Throws an `InputError` on a word it does not know.
   */
  mergePullRequest(options: {
    number: number;
    head: string;
    method?: string;
    signal: AbortSignal;
  }): Promise<MergeResult>;
  /** Where a person can look at a commit. */
  commitUrl(commit: string): string;
  /**
   * What lies between two commits, with the pull requests that they came with; at most `limit` commits on each side. Throws a
   * `NotFoundError` where the host has one of them not. A host that leaves it out is asked by Git itself, which knows of no pull requests.
   */
  compareCommits?(options: {
    from: string;
    to: string;
    limit: number;
    signal: AbortSignal;
  }): Promise<CommitComparison>;
  /**
   * Undefined: does not exist. With `maxAgeSeconds` the answer may be that old while the pull request is open, so that a host need not ask
   * for each of many that are waited for; without, it is of now.
   *
   * A `ServiceUnavailableError` is a bad moment of the host's; it may have what a {@link HostPause} has.
   */
  getPullRequest(options: {
    number: number;
    maxAgeSeconds?: number;
    signal: AbortSignal;
  }): Promise<PullRequest | undefined>;
}

/** What an error says of a host that asks not to be asked for a while. @public */
export interface HostPause {
  /** From now. */
  retryAfterSeconds?: number;
}

/** @public */
export interface GitHostPort {
  /** Throws an `InputError` that says what is missing when no provider is known for the URL. */
  forRepository(options: {
    repoURL: string;
    provider?: string;
  }): Promise<GitHost>;
}
