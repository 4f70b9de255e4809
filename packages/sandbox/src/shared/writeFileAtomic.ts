import { randomUUID } from 'crypto';
import { mkdir, open, rename, rm } from 'fs/promises';
import { dirname, join } from 'path';

/**
 * Writes a file so that after a crash either the old or the new content is there, and the new one once this resolves:
 * temporary file, fsync, rename, fsync of the folder.
 */
export async function writeFileAtomic(
  file: string,
  content: string | Buffer,
): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
