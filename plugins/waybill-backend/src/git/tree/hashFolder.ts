import { NewObject } from '../objects/encodePack';
import { objectId } from '../objects/objectId';
import { FolderNode, TreeNode } from './nodes';

/**
 * The id of the tree object for a folder, and into `made` every object that the repository has not got yet.
 *
 * @remarks Entries are sorted by their names' bytes, a folder's as if it ended in a slash:
 * https://git-scm.com/docs/git-mktree
 */
export function hashFolder(
  folder: FolderNode,
  made: Map<string, NewObject>,
): string {
  if (folder.stored && folder.id) {
    return folder.id;
  }
  const lines: { sort: Buffer; line: Buffer }[] = [];
  for (const node of folder.children?.values() ?? []) {
    const id = node.kind === 'folder' ? hashFolder(node, made) : node.id;
    if (node.kind === 'file' && node.content) {
      made.set(id, { type: 'blob', content: node.content });
    }
    lines.push({
      sort:
        node.kind === 'folder'
          ? Buffer.concat([node.rawName, Buffer.from('/')])
          : node.rawName,
      line: Buffer.concat([
        Buffer.from(`${modeOf(node)} `),
        node.rawName,
        Buffer.from([0]),
        Buffer.from(id, 'hex'),
      ]),
    });
  }
  lines.sort((a, b) => Buffer.compare(a.sort, b.sort));
  const content = Buffer.concat(lines.map(({ line }) => line));
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
