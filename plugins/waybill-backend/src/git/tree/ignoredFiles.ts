import { Gitignore, gitignoreRules } from '../ignore/gitignoreRules';
import { loadFolders, ObjectSource } from './loadFolder';
import { FileNode, FolderNode } from './nodes';

const RULES = '.gitignore';

interface Place {
  path: string;
  before: FolderNode | undefined;
  after: FolderNode;
}

/**
 * New files that a commit leaves out since a `.gitignore` says so, by their paths. Files that the commit before has are tracked, and
 * stay so whatever it says.
 *
 * @param before - what is committed
 * @param after - what is there now, `.gitignore` files included
 */
export async function ignoredFiles(
  before: FolderNode,
  after: FolderNode,
  source: ObjectSource,
): Promise<Map<string, FileNode>> {
  const fresh = new Map<string, FileNode>();
  const rules: { folder: string; node: FileNode }[] = [];
  let level: Place[] = [{ path: '', before, after }];
  while (level.length > 0) {
    await loadFolders(
      level.flatMap(place =>
        place.before ? [place.before, place.after] : [place.after],
      ),
      source,
    );
    const next: Place[] = [];
    for (const place of level) {
      for (const [name, node] of place.after.children ?? []) {
        const path = `${place.path}${name}`;
        const known = place.before?.children?.get(name);
        if (node.kind === 'file' && known?.kind !== 'file') {
          fresh.set(path, node);
        }
        // Git reads no rules through a link.
        if (node.kind === 'file' && name === RULES && node.mode !== '120000') {
          rules.push({ folder: place.path.replace(/\/$/, ''), node });
        }
        if (node.kind === 'folder' && !isSame(known, node)) {
          if (known?.kind !== 'folder') {
            await source.expect?.(node);
          }
          next.push({
            path: `${path}/`,
            before: known?.kind === 'folder' ? known : undefined,
            after: node,
          });
        }
      }
    }
    level = next;
  }
  if (fresh.size === 0 || rules.length === 0) {
    return new Map();
  }
  const isIgnored = gitignoreRules(await readRules(rules, source));
  return new Map([...fresh].filter(([path]) => isIgnored(path)));
}

function isSame(known: object | undefined, node: FolderNode): boolean {
  return (
    known === node ||
    Boolean(node.id && (known as FolderNode | undefined)?.id === node.id)
  );
}

async function readRules(
  rules: readonly { folder: string; node: FileNode }[],
  source: ObjectSource,
): Promise<Gitignore[]> {
  const blobs = await source.blobs(
    rules.flatMap(({ node }) => (node.content ? [] : [node.id])),
  );
  return rules.map(({ folder, node }) => ({
    folder,
    text: (node.content ?? blobs.get(node.id)!).toString('utf8'),
  }));
}
