import { WorkTree } from './WorkTree';

/** @public */
export type GitStart =
  /** `at` pins it to a recorded commit, for a replay. `create`: an orphan if the branch does not exist. */
  | { branch: string; at?: string; create?: boolean }
  | { commit: string }
  /** The repository's default branch. */
  | { defaultBranch: true; at?: string }
  /** A tree without history, for a replay of a branch that did not exist. */
  | { orphan: string };

/** @public */
export interface CommitInfo {
  id: string;
  parents: string[];
  subject: string;
  author: string;
  committer: string;
  /** ISO 8601 */
  committedAt: string;
  trailers: Record<string, string>;
}

/** Git, as the promotion needs it. Every call takes a signal and honours it. @public */
export interface GitPort {
  open(options: {
    repoURL: string;
    start: GitStart;
    signal: AbortSignal;
  }): Promise<WorkTree>;
  /** Where a branch (default: the default branch) is on the remote now; undefined: does not exist. */
  resolve(options: {
    repoURL: string;
    branch?: string;
    signal: AbortSignal;
  }): Promise<{ branch: string; commit: string } | undefined>;
  /**
   * The newest commit on the remote's branch, not reachable from `since`, that carries the trailer. How a Promotion finds its
   * own earlier effect after a crash.
   */
  findByTrailer(options: {
    repoURL: string;
    branch: string;
    trailer: { key: string; value: string };
    since?: string;
    signal: AbortSignal;
  }): Promise<CommitInfo | undefined>;
  /** Whether `descendant` contains `ancestor` (equal counts). */
  contains(options: {
    repoURL: string;
    ancestor: string;
    descendant: string;
    signal: AbortSignal;
  }): Promise<boolean>;
  /** Paths that differ between two commits. */
  changedPaths(options: {
    repoURL: string;
    from: string;
    to: string;
    signal: AbortSignal;
  }): Promise<string[]>;
}
