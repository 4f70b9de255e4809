import { WorkTree } from './WorkTree';

/** @public */
export type GitStart =
  /** `at` pins it to a recorded commit, for a replay. `create`: an orphan if the branch does not exist. */
  | { branch: string; at?: string; create?: boolean }
  | { commit: string }
  | { tag: string; at?: string }
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

/**
 * What happens when a branch has commits that the pushed tree does not contain. Kargo's names; in each, the Promotion's own commits are
 * made again on the branch's tip ("rebase"), and commits of others are never rewritten.
 *
 * @public
 */
export type PushIntegrationPolicy =
  | 'AlwaysRebase'
  | 'RebaseOrMerge'
  | 'RebaseOrFail'
  | 'AlwaysMerge';

/** The platform's rules of pushing to one repository. @public */
export interface PushRules {
  integration: PushIntegrationPolicy;
  /** How many commits of one push a host makes itself. */
  maxRevisions: number;
}

/** Git, as the promotion needs it. Every call takes a signal and honours it. @public */
export interface GitPort {
  open(options: {
    repoURL: string;
    start: GitStart;
    /**
     * Folders that are all the tree shows, with the files beside them and above; as Git's sparse checkouts in cone mode. The others stay in
     * the repository as they are.
     */
    sparse?: string[];
    /** Throws an `InputError` unless the platform's configuration says this of the host too. */
    insecureSkipTLSVerify?: boolean;
    signal: AbortSignal;
  }): Promise<WorkTree>;
  /** What the platform's configuration says of pushes to a repository. */
  pushRules(repoURL: string): PushRules;
  /**
   * Runs alone among the pushes of this process to one branch, so that they do not race each other; the remote's compare-and-swap is what
   * makes them right.
   *
   * @param work - `waited`: others were in front, who may have moved the branch.
   */
  inTurn<T>(
    options: { repoURL: string; branch: string; signal: AbortSignal },
    work: (waited: boolean) => Promise<T>,
  ): Promise<T>;
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
