import { loadFolders, ObjectSource } from './loadFolder';
import { FileNode, FolderNode } from './nodes';
import { SparseCone } from './sparseCone';

/** All files and links below a folder by path, loading one level of folders at a time. */
export async function walkFiles(
  folder: FolderNode,
  source: ObjectSource,
  prefix = '',
  cone?: SparseCone,
): Promise<Map<string, FileNode>> {
  const files = new Map<string, FileNode>();
  let level: [string, FolderNode][] = [[prefix, folder]];
  await source.expect?.(folder);
  while (level.length > 0) {
    await loadFolders(
      level.map(([, each]) => each),
      source,
    );
    const next: typeof level = [];
    for (const [path, each] of level) {
      for (const [name, node] of each.children ?? []) {
        const full = `${path}${name}`;
        if (node.kind === 'folder' && (cone?.hasFolder(full) ?? true)) {
          next.push([`${full}/`, node]);
        } else if (node.kind === 'file' && (cone?.hasFile(full) ?? true)) {
          files.set(full, node);
        }
      }
    }
    level = next;
  }
  return files;
}
