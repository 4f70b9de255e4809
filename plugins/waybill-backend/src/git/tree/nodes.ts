/** A file or a symbolic link. Immutable. */
export interface FileNode {
  readonly kind: 'file';
  readonly mode: '100644' | '100755' | '120000';
  readonly id: string;
  /** Only of what was written here; the rest is in the repository. */
  readonly content?: Buffer;
  readonly rawName: Buffer;
}

/** Another repository's commit. Kept as it is. */
export interface SubmoduleNode {
  readonly kind: 'submodule';
  readonly id: string;
  readonly rawName: Buffer;
}

/**
 * A folder. What is in it is loaded when somebody looks.
 *
 * @remarks Changed in place only by the edit that `owner` names, otherwise copied: so snapshots (the head, another
 * tree that adopted it) share what did not change.
 */
export interface FolderNode {
  readonly kind: 'folder';
  /** Undefined while it differs from every tree object known. */
  id?: string;
  children?: Map<string, TreeNode>;
  owner?: symbol;
  /** Whether the repository has it. */
  stored: boolean;
  readonly rawName: Buffer;
}

export type TreeNode = FileNode | SubmoduleNode | FolderNode;
