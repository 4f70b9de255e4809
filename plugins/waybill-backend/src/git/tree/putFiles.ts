import { putNode } from './editFolder';
import { childrenOf, ObjectSource } from './loadFolder';
import { FileNode, FolderNode } from './nodes';

/**
 * A copy of a tree without these files, or with them where nothing else has their place; the tree itself, if there are none.
 *
 * @param files - `node` undefined: it goes
 */
export async function putFiles(
  root: FolderNode,
  files: readonly { path: string; node: FileNode | undefined }[],
  source: ObjectSource,
): Promise<FolderNode> {
  const edit = { owner: Symbol('copy'), source };
  let result = root;
  for (const { path, node } of files) {
    const names = path.split('/');
    if (!node || (await isFree(result, names, source))) {
      result = await putNode(result, names, node, edit);
    }
  }
  return result;
}

async function isFree(
  folder: FolderNode,
  [name, ...rest]: string[],
  source: ObjectSource,
): Promise<boolean> {
  const node = (await childrenOf(folder, source)).get(name);
  if (!node || rest.length === 0) {
    return !node;
  }
  return node.kind === 'folder' && isFree(node, rest, source);
}
