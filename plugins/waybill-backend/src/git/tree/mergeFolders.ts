import { objectId } from '../objects/objectId';
import { Edit, emptyFolder } from './editFolder';
import { childrenOf } from './loadFolder';
import { mergeText } from './mergeText';
import { FileNode, FolderNode, TreeNode } from './nodes';

/** Three versions of what is at one path. */
interface Versions {
  base: TreeNode | undefined;
  /** Theirs, whose names and order of changes count. */
  onto: TreeNode | undefined;
  from: TreeNode | undefined;
}

/**
 * Puts together what two sides changed since a common state, as Git does, without following renames.
 *
 * @param conflicts - gets the paths on which they disagree; what is answered then means nothing
 */
export async function mergeFolders(
  base: FolderNode | undefined,
  onto: FolderNode,
  from: FolderNode,
  edit: Edit,
  conflicts: string[],
): Promise<FolderNode> {
  const merged = await mergeNodes({ base, onto, from }, '', edit, conflicts);
  return merged?.kind === 'folder' ? merged : emptyFolder(edit.owner);
}

async function mergeNodes(
  { base, onto, from }: Versions,
  path: string,
  edit: Edit,
  conflicts: string[],
): Promise<TreeNode | undefined> {
  if (isSame(onto, from) || isSame(base, from)) {
    return onto;
  }
  if (isSame(base, onto)) {
    return from;
  }
  const folders = [base, onto, from].every(
    node => !node || node.kind === 'folder',
  );
  if (folders) {
    return mergeChildren(
      {
        base: base as FolderNode | undefined,
        onto: onto as FolderNode | undefined,
        from: from as FolderNode | undefined,
      },
      path,
      edit,
      conflicts,
    );
  }
  if (base?.kind === 'file' && onto?.kind === 'file' && from?.kind === 'file') {
    const merged = await mergeFiles(base, onto, from, edit);
    if (merged) {
      return merged;
    }
  }
  conflicts.push(path);
  return onto;
}

async function mergeChildren(
  versions: Record<keyof Versions, FolderNode | undefined>,
  path: string,
  edit: Edit,
  conflicts: string[],
): Promise<FolderNode | undefined> {
  const [base, onto, from] = await Promise.all(
    [versions.base, versions.onto, versions.from].map(folder =>
      folder ? childrenOf(folder, edit.source) : new Map<string, TreeNode>(),
    ),
  );
  const rawName = (versions.onto ?? versions.from)!.rawName;
  const children = new Map<string, TreeNode>();
  for (const name of new Set([...onto.keys(), ...from.keys()])) {
    const node = await mergeNodes(
      { base: base.get(name), onto: onto.get(name), from: from.get(name) },
      path ? `${path}/${name}` : name,
      edit,
      conflicts,
    );
    if (node) {
      children.set(name, node);
    }
  }
  return children.size === 0
    ? undefined
    : { kind: 'folder', children, owner: edit.owner, stored: false, rawName };
}

/** Undefined: a person has to look. */
async function mergeFiles(
  base: FileNode,
  onto: FileNode,
  from: FileNode,
  { source }: Edit,
): Promise<FileNode | undefined> {
  const files = [base, onto, from];
  const mode = agreed(base.mode, onto.mode, from.mode);
  if (!mode || files.some(file => file.mode === '120000')) {
    return undefined;
  }
  const content = agreed(base.id, onto.id, from.id);
  if (content) {
    return { ...(content === onto.id ? onto : from), mode };
  }
  const blobs = await source.blobs(
    files.filter(file => !file.content).map(({ id }) => id),
  );
  const [before, theirs, ours] = files.map(
    file => file.content ?? blobs.get(file.id)!,
  );
  const merged = mergeText(before, theirs, ours);
  return (
    merged && {
      kind: 'file',
      mode,
      id: objectId('blob', merged),
      content: merged,
      rawName: onto.rawName,
    }
  );
}

/** What both sides have, or the one that changed it. */
function agreed<T>(base: T, onto: T, from: T): T | undefined {
  if (onto === from || base === from) {
    return onto;
  }
  return base === onto ? from : undefined;
}

function isSame(one: TreeNode | undefined, other: TreeNode | undefined) {
  if (one === other) {
    return true;
  }
  if (!one || !other || one.kind !== other.kind || !one.id) {
    return false;
  }
  return (
    one.id === other.id &&
    (one.kind !== 'file' || one.mode === (other as FileNode).mode)
  );
}
