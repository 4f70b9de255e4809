import {
  CommitAuthor,
  FileMode,
  WorkTree,
  WriteOptions,
} from '../ports/WorkTree';

/**
 * The folder a Promotion works in. Work trees are mounted at paths; what lies outside them is scratch.
 *
 * @remarks All paths are relative to the workspace and are resolved inside it; one that leaves it throws an `InputError`.
 * @public
 */
export interface Workspace {
  /** `author`: of the commits made in this tree, where it differs from the default. */
  mount(path: string, tree: WorkTree, author?: CommitAuthor): void;
  /** The author given when the tree at this path was mounted. */
  authorAt(path: string): CommitAuthor | undefined;
  /** The tree mounted at or above a path, and the path inside it; undefined: scratch. */
  locate(
    path: string,
  ): { tree: WorkTree; mountedAt: string; path: string } | undefined;
  /** The tree mounted at exactly this path. Throws an `InputError` that names the mounted ones. */
  treeAt(path: string): WorkTree;
  read(path: string): Promise<Buffer | undefined>;
  /** What is at a path; a symbolic link at its end is not followed. Undefined: nothing, or no file. */
  mode(path: string): Promise<FileMode | undefined>;
  write(
    path: string,
    content: Buffer | string,
    options?: WriteOptions,
  ): Promise<void>;
  /** Where a symbolic link leads, as it is written in it. Undefined: there is no link. */
  readLink(path: string): Promise<string | undefined>;
  link(path: string, target: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** All files below a folder, sorted, relative to the workspace. */
  list(folder: string): Promise<string[]>;
  /**
   * Writes files, and folders with all that is in them, to an empty folder on disk, at the same paths as here. What does not exist
   * is left out; no link in it leads out of its work tree.
   */
  materialize(paths: readonly string[], directory: string): Promise<void>;
}
