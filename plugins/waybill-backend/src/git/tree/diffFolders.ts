import { childrenOf, ObjectSource } from './loadFolder';
import { FileNode, FolderNode, TreeNode } from './nodes';

export interface FileDifference {
  path: string;
  before?: FileNode;
  after?: FileNode;
}

/** Files and submodules that differ between two folders; what both share is not looked at. */
export async function diffFolders(
  before: FolderNode | undefined,
  after: FolderNode | undefined,
  source: ObjectSource,
  prefix = '',
): Promise<FileDifference[]> {
  if (before === after || (before?.id && before.id === after?.id)) {
    return [];
  }
  const old = before
    ? await childrenOf(before, source)
    : new Map<string, TreeNode>();
  const now = after
    ? await childrenOf(after, source)
    : new Map<string, TreeNode>();
  const found: FileDifference[] = [];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const a = old.get(name);
    const b = now.get(name);
    const path = `${prefix}${name}`;
    if (!sameFile(a, b)) {
      found.push({ path, before: asFile(a), after: asFile(b) });
    }
    if (a?.kind === 'folder' || b?.kind === 'folder') {
      found.push(
        ...(await diffFolders(asFolder(a), asFolder(b), source, `${path}/`)),
      );
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function sameFile(a?: TreeNode, b?: TreeNode): boolean {
  const [x, y] = [asFile(a), asFile(b)];
  return x?.id === y?.id && x?.mode === y?.mode;
}

/** A submodule is shown as Git shows it; unseen, it could be put where no file may be. */
function asFile(node?: TreeNode): FileNode | undefined {
  if (node?.kind !== 'submodule') {
    return node?.kind === 'file' ? node : undefined;
  }
  const { id, rawName } = node;
  const content = Buffer.from(`Subproject commit ${id}\n`);
  return { kind: 'file', mode: '100644', id, content, rawName };
}

function asFolder(node?: TreeNode): FolderNode | undefined {
  return node?.kind === 'folder' ? node : undefined;
}
