import { InputError } from '@backstage/errors';
import { childrenOf, ObjectSource } from './loadFolder';
import { FolderNode, TreeNode } from './nodes';

/** One series of changes: folders it owns are changed in place, others copied first. */
export interface Edit {
  owner: symbol;
  source: ObjectSource;
}

export function emptyFolder(owner: symbol, name = ''): FolderNode {
  return {
    kind: 'folder',
    children: new Map(),
    owner,
    stored: false,
    rawName: Buffer.from(name),
  };
}

/**
 * Puts a node at a path, or takes away what is there. Folders on the way are made; those that end up empty go, as Git
 * knows none.
 */
export async function putNode(
  root: FolderNode,
  names: string[],
  node: TreeNode | undefined,
  edit: Edit,
): Promise<FolderNode> {
  const [name, ...rest] = names;
  const children = await childrenOf(root, edit.source);
  const present = children.get(name);
  let next = node;
  if (rest.length > 0) {
    if (present && present.kind !== 'folder') {
      throw new InputError(
        `"${present.rawName}" is a ${
          present.kind
        }, not a folder, so "${rest.join('/')}" cannot be below it`,
      );
    }
    if (!present && !node) {
      return root;
    }
    next = await putNode(
      present ?? emptyFolder(edit.owner, name),
      rest,
      node,
      edit,
    );
    if ((next as FolderNode).children!.size === 0) {
      next = undefined;
    }
  }
  if (next === present && next?.kind !== 'folder') {
    return root;
  }
  const folder = ownedBy(root, edit.owner);
  if (next) {
    folder.children!.set(name, next);
  } else {
    folder.children!.delete(name);
  }
  return folder;
}

function ownedBy(folder: FolderNode, owner: symbol): FolderNode {
  if (folder.owner === owner) {
    folder.id = undefined;
    folder.stored = false;
    return folder;
  }
  return {
    kind: 'folder',
    children: new Map(folder.children),
    owner,
    stored: false,
    rawName: folder.rawName,
  };
}
