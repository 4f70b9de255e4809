import { encodeTree } from '../objects/encodeTree';
import { NewObject } from '../objects/encodePack';
import { objectId } from '../objects/objectId';
import { FolderNode, TreeNode } from './nodes';

/** The id of the tree object for a folder, and into `made` every object that the repository has not got yet. */
export function hashFolder(
  folder: FolderNode,
  made: Map<string, NewObject>,
): string {
  if (folder.stored && folder.id) {
    return folder.id;
  }
  const entries = [...(folder.children?.values() ?? [])].map(node => {
    const id = node.kind === 'folder' ? hashFolder(node, made) : node.id;
    if (node.kind === 'file' && node.content) {
      made.set(id, { type: 'blob', content: node.content });
    }
    return { mode: modeOf(node), rawName: node.rawName, id };
  });
  const content = encodeTree(entries);
  const id = objectId('tree', content);
  folder.id = id;
  made.set(id, { type: 'tree', content });
  return id;
}

function modeOf(node: TreeNode): string {
  switch (node.kind) {
    case 'folder':
      return '40000';
    case 'submodule':
      return '160000';
    default:
      return node.mode;
  }
}
