/** A file that differs from the base. Paths are relative to the tree's root, `/`-separated. @public */
export interface FileChange {
  path: string;
  before?: Buffer;
  after?: Buffer;
}

/** @public */
export interface CommitIdentity {
  name: string;
  email: string;
}

/** @public */
export interface CommitOptions {
  message: string;
  author: CommitIdentity;
  /** `{ 'Waybill-Promotion': id }`; put as Git trailers at the message's end. */
  trailers: Record<string, string>;
  /** Used for author and committer, so that a replay makes the same commit. */
  date: Date;
}

/** @public */
export type PushResult =
  /** The remote's branch is at `commit` now. */
  | { status: 'pushed'; commit: string }
  /** The branch is elsewhere than expected: lost the race. `tip` is where it is, undefined if it does not exist. */
  | { status: 'rejected'; tip: string | undefined; message: string };

/** @public */
export interface PushOptions {
  targetBranch: string;
  /**
   * Compare-and-swap: the commit the branch must be at; null: it must not exist; undefined: the
   * tree's base if it was opened from this very branch, else whatever it is, as long as it fast-forwards.
   */
  expected?: string | null;
  /** Move the branch even if that loses commits (still compare-and-swap when `expected` is given). */
  force?: boolean;
  signal: AbortSignal;
}

/**
 * The files of one Git repository at one commit, and the changes made to them.
 *
 * @remarks Reconstructible anywhere from (repository, base commit, the same edits). Nothing is
 * truth until `push`. Paths outside the tree (`..`, absolute, through a symbolic link) and paths into `.git` throw an
 * `InputError`.
 * @public
 */
export interface WorkTree {
  readonly repoURL: string;
  /** The branch it was opened from; undefined for a bare commit. */
  readonly branch: string | undefined;
  /** The commit the edits apply to; undefined for an orphan. */
  readonly base: string | undefined;
  /** Head: the last commit made here, or the base. */
  readonly head: string | undefined;
  /** Undefined: no such file. Throws on a folder. */
  read(path: string): Promise<Buffer | undefined>;
  /** Executable bit and symbolic links of existing files are kept. */
  write(path: string, content: Buffer | string): Promise<void>;
  /** A file, or a folder with all that is in it. Missing is fine. */
  remove(path: string): Promise<void>;
  /** All files below a folder (default: all), sorted, with edits applied. */
  list(folder?: string): Promise<string[]>;
  /** Differences between the head and the edits. */
  changes(): Promise<FileChange[]>;
  /** Undefined: nothing to commit. */
  commit(options: CommitOptions): Promise<string | undefined>;
  push(options: PushOptions): Promise<PushResult>;
  /** Write all files to an empty folder on disk, for tools that need one. */
  materialize(directory: string): Promise<void>;
  /** Copy a subtree of another tree of the same backend without reading its blobs, where possible; false: the caller copies file by file. */
  adopt(source: WorkTree, from: string, to: string): Promise<boolean>;
}
