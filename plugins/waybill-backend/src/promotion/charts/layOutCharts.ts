import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Puts the charts that one depends on where Helm expects them, in a folder on disk where it and those beside it are laid out. */
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
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  for (const { from, to } of folders) {
    await cp(join(root, from), join(root, to), { recursive: true });
  }
}
