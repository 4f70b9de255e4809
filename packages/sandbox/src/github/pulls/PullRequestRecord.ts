/** A pull request as it is kept on disk. Times are ISO 8601, UTC, to the second. */
export interface PullRequestRecord {
  number: number;
  title: string;
  body: string | null;
  /** Branch to merge; of the same repository, the sandbox has no forks. */
  head: string;
  /** Branch to merge into. */
  base: string;
  /** Last seen commits of both, kept as they were at the end once it is closed. */
  headSha: string;
  baseSha: string;
  user: string;
  labels: string[];
  state: 'open' | 'closed';
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  merged: Merge | null;
  /** Written before the base branch moves, so that a process killed in between knows its own merge again. */
  merging: Merge | null;
}

export interface Merge {
  /** What the base branch is at because of it. */
  sha: string;
  at: string;
  by: string;
}
