import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';
import { workspacePath } from '../workspace/workspacePath';

/**
 * Writes files of the workspace into an empty folder on disk, where they are asked for, with no links at all: `..` leads to the same place
 * for a program that goes there step by step as for one that shortens the path first.
 */
export async function layOutFiles(
  workspace: Workspace,
  paths: readonly string[],
  root: string,
): Promise<void> {
  for (const path of paths) {
    const content = await workspace.read(path);
    if (content) {
      const file = join(root, workspacePath(path));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content, { flag: 'wx' });
    }
  }
}
