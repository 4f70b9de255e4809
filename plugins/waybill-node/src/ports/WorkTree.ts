/** What a file is, beside its content: as Git knows it, 100644, 100755 or 120000. @public */
export type FileMode = 'file' | 'executable' | 'link';

/** A file that differs from the base. Paths are relative to the tree's root, `/`-separated. @public */
export interface FileChange {
  path: string;
  /** Of a symbolic link, where it leads. */
  before?: Buffer;
  after?: Buffer;
  /** Undefined: there is none on that side, or an ordinary file. */
  beforeMode?: FileMode;
  afterMode?: FileMode;
  /** A new file that a `.gitignore` has left out of commits. */
  ignored?: boolean;
}

/** @public */
export interface WriteOptions {
  /** Default: as it was; a new file is not. */
  executable?: boolean;
}

/** @public */
export interface CommitIdentity {
  name: string;
  email: string;
}

/** Who commits, and what with. @public */
export interface CommitAuthor extends CommitIdentity {
  /** As `signingKey` of a commit. */
  signingKey?: string;
}

/** @public */
export interface CommitOptions {
  message: string;
  author: CommitIdentity;
  /** `{ 'Waybill-Promotion': id }`; put as Git trailers at the message's end. */
  trailers: Record<string, string>;
  /** Used for author and committer, so that a replay makes the same commit. */
  date: Date;
  /**
   * What it is signed with: the name of a key in `waybill.git.signing`, or a private key itself (OpenPGP, armored, or OpenSSH). Default:
   * the key that the platform's configuration gives to the repository, if there is one. False: not signed.
   */
  signingKey?: string | false;
}

/** @public */
export interface TreeMergeOptions extends CommitOptions {
  /** A commit of the remote's, which becomes the first parent. */
  commit: string;
  signal: AbortSignal;
}

/** @public */
export type TreeMergeResult =
  /** `changed`: the files in which the result differs from the commit that was merged. */
  | { status: 'merged'; commit: string; changed: string[] }
  /** Nothing was done; these files would need a person. */
  | { status: 'conflict'; paths: string[] };

/** An annotated tag. @public */
export interface TagOptions {
  tag: string;
  message: string;
  tagger: CommitIdentity;
  /** The same tag again is the same object. */
  date: Date;
  /** When it is pushed, it may take the place of one that the remote has. */
  force?: boolean;
  /** As of a commit. */
  signingKey?: string | false;
}

/** @public */
export interface PushTagOptions {
  tag: string;
  signal: AbortSignal;
}

/** @public */
export type PushTagResult =
  /** `object`: the annotated tag itself; `commit`: what it names. */
  | { status: 'pushed'; object: string; commit: string }
  /** The remote has a tag of this name that names something else. */
  | { status: 'rejected'; object: string };

/** @public */
export type PushResult =
  /** The remote's branch is at `commit` now; with `verified` it is another one than the head was. */
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
  /**
   * Have the Git host make the commits, as whoever the credential belongs to and with the host's own signature. Throws an `InputError`
   * where that is not possible.
   */
  verified?: { maxRevisions: number };
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
  /** What is at a path; a symbolic link at its end is not followed. Undefined: nothing, or no file. */
  mode(path: string): Promise<FileMode | undefined>;
  /** Symbolic links of existing files are kept, and followed. */
  write(
    path: string,
    content: Buffer | string,
    options?: WriteOptions,
  ): Promise<void>;
  /** Where a symbolic link leads, as it is written in it. Undefined: there is no link. */
  readLink(path: string): Promise<string | undefined>;
  /** Puts a symbolic link in the place of a file or of nothing. A target is text, until somebody follows it. */
  link(path: string, target: string): Promise<void>;
  /** A file, or a folder with all that is in it. Missing is fine. */
  remove(path: string): Promise<void>;
  /** All files below a folder (default: all), sorted, with edits applied. */
  list(folder?: string): Promise<string[]>;
  /** Differences between the head and the edits. */
  changes(): Promise<FileChange[]>;
  /** All changes, but for those that are ignored. Undefined: nothing to commit. */
  commit(options: CommitOptions): Promise<string | undefined>;
  push(options: PushOptions): Promise<PushResult>;
  /** Merges the head into a commit of the remote's, file by file and line by line; the result is the head then. Renames are not followed. */
  merge(options: TreeMergeOptions): Promise<TreeMergeResult>;
  /** Head and files become those of a commit of the remote's. Throws when there are edits that are in no commit. */
  reset(commit: string, signal: AbortSignal): Promise<void>;
  /** Makes a tag of the head, which stays here until it is pushed. Answers with its object's id. */
  tag(options: TagOptions): Promise<string>;
  /** Pushes a tag that was made here, with the commit it names. */
  pushTag(options: PushTagOptions): Promise<PushTagResult>;
  /**
   * Write all files to an empty folder on disk, for tools that need one.
   *
   * @param only - files and folders that are asked for, with what their links lead to; an implementation may write more. Default: all.
   */
  materialize(directory: string, only?: readonly string[]): Promise<void>;
  /** Copy a subtree of another tree of the same backend without reading its blobs, where possible; false: the caller copies file by file. */
  adopt(source: WorkTree, from: string, to: string): Promise<boolean>;
}
