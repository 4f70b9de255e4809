import { promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '@backstage/errors';
import { ObjectSource } from './loadFolder';
import { FolderNode } from './nodes';
import { isLink, resolveNode } from './resolveNode';
import { selectFiles } from './selectFiles';
import { walkFiles } from './walkFiles';

/** Files in memory, and in one request, at a time. */
const BATCH = 1000;

/**
 * Writes all files of a tree, or those that are asked for, into an empty folder.
 *
 * @remarks Links come last, so that no file is written through one; a link that leads out of the tree becomes a file with
 * its target as text, as Git does it where there are no links.
 */
export async function materializeTree(
  root: FolderNode,
  source: ObjectSource,
  directory: string,
  only?: readonly string[],
): Promise<void> {
  await fs.mkdir(directory, { recursive: true });
  if ((await fs.readdir(directory)).length > 0) {
    throw new InputError('Files can only be written out into an empty folder');
  }
  const everything = await walkFiles(root, source);
  const all = [
    ...(only ? await selectFiles(everything, only, source) : everything),
  ];
  const files = all.filter(([, node]) => !isLink(node));
  const links = all.filter(([, node]) => isLink(node));
  for (let from = 0; from < files.length; from += BATCH) {
    const batch = files.slice(from, from + BATCH);
    const blobs = await source.blobs(
      batch.filter(([, node]) => !node.content).map(([, node]) => node.id),
    );
    for (const [path, node] of batch) {
      const target = join(directory, path);
      await fs.mkdir(dirname(target), { recursive: true });
      await fs.writeFile(target, node.content ?? blobs.get(node.id)!, {
        mode: node.mode === '100755' ? 0o755 : 0o644,
        flag: 'wx',
      });
    }
  }
  const targets = await source.blobs(links.map(([, node]) => node.id));
  for (const [path, node] of links) {
    const target = join(directory, path);
    const text = (node.content ?? targets.get(node.id)!).toString('utf8');
    await fs.mkdir(dirname(target), { recursive: true });
    if (await staysInside(root, path, source)) {
      await fs.symlink(text, target);
    } else {
      await fs.writeFile(target, text, { flag: 'wx' });
    }
  }
}

async function staysInside(
  root: FolderNode,
  path: string,
  source: ObjectSource,
): Promise<boolean> {
  try {
    await resolveNode(root, path.split('/'), source, true);
    return true;
  } catch (error) {
    if ((error as Error).name === 'InputError') {
      return false;
    }
    throw error;
  }
}
