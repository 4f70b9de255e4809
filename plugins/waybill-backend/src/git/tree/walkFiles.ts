import { loadFolders, ObjectSource } from './loadFolder';
import { FileNode, FolderNode } from './nodes';

/** All files and links below a folder by path, loading one level of folders at a time. */
export async function walkFiles(
  folder: FolderNode,
  source: ObjectSource,
  prefix = '',
): Promise<Map<string, FileNode>> {
  const files = new Map<string, FileNode>();
  let level: [string, FolderNode][] = [[prefix, folder]];
  while (level.length > 0) {
    await loadFolders(
      level.map(([, each]) => each),
      source,
    );
    const next: typeof level = [];
    for (const [path, each] of level) {
      for (const [name, node] of each.children ?? []) {
        if (node.kind === 'folder') {
          next.push([`${path}${name}/`, node]);
        } else if (node.kind === 'file') {
          files.set(`${path}${name}`, node);
        }
      }
    }
    level = next;
  }
  return files;
}
