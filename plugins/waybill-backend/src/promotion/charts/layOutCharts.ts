import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { workspacePath } from '../workspace/workspacePath';

/**
 * Puts the charts that one depends on where Helm expects them, in a folder on disk where it and those beside it are laid out. Throws an
 * `InputError` for a place outside of that folder.
 */
export async function layOutCharts(
  root: string,
  {
    archives,
    folders,
  }: {
    archives: ReadonlyMap<string, Buffer>;
    folders: readonly { from: string; to: string }[];
  },
): Promise<void> {
  for (const [path, content] of archives) {
    const file = join(root, workspacePath(path));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  for (const { from, to } of folders) {
    await cp(join(root, workspacePath(from)), join(root, workspacePath(to)), {
      recursive: true,
    });
  }
}
