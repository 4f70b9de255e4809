import { FolderNode } from './nodes';

/** The root folder of a commit that the remote has. */
export function storedFolder(tree: string): FolderNode {
  return { kind: 'folder', id: tree, stored: true, rawName: Buffer.alloc(0) };
}
