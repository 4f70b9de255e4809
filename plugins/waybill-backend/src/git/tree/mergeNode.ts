import { InputError } from '@backstage/errors';
import { childrenOf } from './loadFolder';
import { Edit } from './editFolder';
import { FolderNode, TreeNode } from './nodes';

/**
 * What is at a path after another node was copied onto it: a folder into a folder adds to it, all else replaces. Undefined:
 * an empty folder, which Git does not know.
 */
export async function mergeNode(
  present: TreeNode | undefined,
  copied: TreeNode,
  name: string,
  edit: Edit,
): Promise<Exclude<TreeNode, { kind: 'submodule' }> | undefined> {
  const rawName = present?.rawName ?? Buffer.from(name);
  if (copied.kind === 'submodule') {
    throw new InputError(`"${name}" is a submodule, which cannot be copied`);
  }
  if (copied.kind === 'file') {
    if (present && present.kind !== 'file') {
      throw new InputError(
        `"${name}" is a ${present.kind}, so no file can be copied there`,
      );
    }
    return { ...copied, rawName };
  }
  if (present && present.kind !== 'folder') {
    throw new InputError(
      `"${name}" is a ${present.kind}, so no folder can be copied there`,
    );
  }
  const added = await childrenOf(copied, edit.source);
  const before = present
    ? await childrenOf(present, edit.source)
    : new Map<string, TreeNode>();
  if (before.size === 0) {
    return added.size === 0
      ? undefined
      : { ...copied, rawName, owner: undefined };
  }
  const merged: FolderNode = {
    kind: 'folder',
    children: new Map(before),
    owner: edit.owner,
    stored: false,
    rawName,
  };
  for (const [each, node] of added) {
    const there = before.get(each);
    const next = there ? await mergeNode(there, node, each, edit) : node;
    if (next) {
      merged.children!.set(each, next);
    }
  }
  return merged;
}
