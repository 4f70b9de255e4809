import { InputError } from '@backstage/errors';
import { TreeEntry } from '../objects/parseTree';
import { FolderNode, TreeNode } from './nodes';

export interface Way {
  /** From the tree's root. */
  path: readonly string[];
  /** How many names of it are behind. */
  depth: number;
  /** The id of the folder there, which nobody has looked into. */
  folder: string;
  /** Whether a file is expected at the path's end, and its content wanted. */
  toRead: boolean;
}

/** What a tree needs of the repository it comes from. Missing objects are fetched, all of them at once. */
export interface ObjectSource {
  trees(ids: string[]): Promise<Map<string, TreeEntry[]>>;
  blobs(ids: string[]): Promise<Map<string, Buffer>>;
  /** All that is below a folder is about to be looked at: a source to which each question is a request may fetch it at once. */
  expect?(folder: FolderNode): Promise<void>;
  /** Somebody walks along a path and comes to a folder: such a source may ask at once for what comes behind it. */
  lookAhead?(way: Way): Promise<void>;
}

/** What is in these folders, loaded where it was not yet. */
export async function loadFolders(
  folders: FolderNode[],
  source: ObjectSource,
): Promise<void> {
  const missing = folders.filter(folder => !folder.children && folder.id);
  if (missing.length === 0) {
    return;
  }
  const trees = await source.trees(missing.map(folder => folder.id!));
  for (const folder of missing) {
    folder.children ??= new Map(
      trees.get(folder.id!)!.map(entry => [entry.name, toNode(entry)]),
    );
  }
}

/** What is in one folder. */
export async function childrenOf(
  folder: FolderNode,
  source: ObjectSource,
): Promise<Map<string, TreeNode>> {
  await loadFolders([folder], source);
  folder.children ??= new Map();
  return folder.children;
}

function toNode({ mode, id, rawName }: TreeEntry): TreeNode {
  switch (mode) {
    case '40000':
      return { kind: 'folder', id, stored: true, rawName };
    case '160000':
      return { kind: 'submodule', id, rawName };
    case '100755':
    case '120000':
      return { kind: 'file', mode, id, rawName };
    case '100644':
    case '100664':
      // 100664 is what very old Git wrote for a file its group may write.
      return { kind: 'file', mode: '100644', id, rawName };
    default:
      throw new InputError(
        `The repository has an entry of unknown mode ${mode}: ${rawName}`,
      );
  }
}
