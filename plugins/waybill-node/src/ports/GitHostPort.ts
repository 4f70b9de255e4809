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
}

/** One provider's pull requests, for one repository. @public */
export interface GitHost {
  /** Open pull request from head to base, if there is one. */
  findOpenPullRequest(options: {
    head: string;
    base: string;
    signal: AbortSignal;
  }): Promise<PullRequest | undefined>;
  openPullRequest(options: {
    head: string;
    base: string;
    title: string;
    description: string;
    labels: string[];
    signal: AbortSignal;
  }): Promise<PullRequest>;
  /** Where a person can look at a commit. */
  commitUrl(commit: string): string;
  /** Undefined: does not exist. */
  getPullRequest(options: {
    number: number;
    signal: AbortSignal;
  }): Promise<PullRequest | undefined>;
}

/** @public */
export interface GitHostPort {
  /** Throws an `InputError` that says what is missing when no provider is known for the URL. */
  forRepository(options: {
    repoURL: string;
    provider?: string;
  }): Promise<GitHost>;
}
