import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The plain files below a folder on disk by their path in it, sorted; links are not followed, and not there. */
export async function readFolder(
  directory: string,
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const visit = async (folder: string, prefix: string) => {
    const entries = await readdir(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        await visit(join(folder, entry.name), `${path}/`);
      } else if (entry.isFile()) {
        files.set(path, await readFile(join(folder, entry.name)));
      }
    }
  };
  await visit(directory, '');
  return files;
}
