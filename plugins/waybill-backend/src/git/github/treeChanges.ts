import { NewObject } from '../objects/encodePack';
import { parseTree, TreeEntry } from '../objects/parseTree';
import { ObjectSource } from '../tree/loadFolder';

/** One line of a list of changes to a tree, as GitHub's API takes it. */
export interface TreeChange {
  path: string;
  mode: '100644' | '100755' | '120000' | '160000' | '040000';
  type: 'blob' | 'tree' | 'commit';
  /** Null: removed. */
  sha: string | null;
}

/**
 * What makes one tree of another. Folders that the repository has already are named as they are; undefined: `before` is nothing.
 */
export async function treeChanges(
  before: string | undefined,
  after: string,
  made: ReadonlyMap<string, NewObject>,
  source: ObjectSource,
  prefix = '',
): Promise<TreeChange[]> {
  if (before === after) {
    return [];
  }
  const entriesOf = async (id: string | undefined) => {
    const own = id === undefined ? undefined : made.get(id);
    const entries = own
      ? parseTree(own.content)
      : id && (await source.trees([id])).get(id);
    return new Map((entries || []).map(entry => [entry.name, entry]));
  };
  const old = await entriesOf(before);
  const now = await entriesOf(after);
  const changes: TreeChange[] = [];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name), now.get(name)];
    const path = `${prefix}${name}`;
    if (!is) {
      changes.push({ ...changeOf(path, was!), sha: null });
    } else if (is.mode === '40000' && made.has(is.id)) {
      const folder = was?.mode === '40000' ? was.id : undefined;
      if (was && !folder) {
        changes.push({ ...changeOf(path, was), sha: null });
      }
      changes.push(
        ...(await treeChanges(folder, is.id, made, source, `${path}/`)),
      );
    } else if (was?.id !== is.id || was.mode !== is.mode) {
      changes.push(changeOf(path, is));
    }
  }
  return changes;
}

/** One entry of a tree, at a path. */
export function changeOf(path: string, { mode, id }: TreeEntry): TreeChange {
  switch (mode) {
    case '40000':
      return { path, mode: '040000', type: 'tree', sha: id };
    case '160000':
      return { path, mode, type: 'commit', sha: id };
    case '100755':
    case '120000':
      return { path, mode, type: 'blob', sha: id };
    default:
      return { path, mode: '100644', type: 'blob', sha: id };
  }
}
