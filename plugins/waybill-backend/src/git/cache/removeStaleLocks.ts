import { promises as fs } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes what a killed git left in a bare repository: lock files, and packs it had not finished. Only to be called
 * while no git runs there.
 */
export async function removeStaleLocks(gitDir: string): Promise<void> {
  const left: string[] = [];
  for (const entry of await entries(gitDir)) {
    if (entry.endsWith('.lock')) {
      left.push(join(gitDir, entry));
    }
  }
  await locksBelow(join(gitDir, 'refs'), left);
  for (const folder of [
    join(gitDir, 'objects'),
    join(gitDir, 'objects/pack'),
  ]) {
    for (const entry of await entries(folder)) {
      if (/^tmp_|^\.tmp-|^incoming-|\.lock$/.test(entry)) {
        left.push(join(folder, entry));
      }
    }
  }
  for (const path of left) {
    await fs.rm(path, { recursive: true, force: true });
  }
}

async function locksBelow(folder: string, left: string[]): Promise<void> {
  const found = await fs
    .readdir(folder, { withFileTypes: true })
    .catch(() => []);
  for (const entry of found) {
    if (entry.isDirectory()) {
      await locksBelow(join(folder, entry.name), left);
    } else if (entry.name.endsWith('.lock')) {
      left.push(join(folder, entry.name));
    }
  }
}

async function entries(folder: string): Promise<string[]> {
  return fs.readdir(folder).catch(() => []);
}
