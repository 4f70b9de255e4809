import {
  NotAllowedError,
  NotFoundError,
  NotModifiedError,
} from '@backstage/errors';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefinitionFile, DefinitionRead } from '../../ports';
import { MAX_DEFINITION_BYTES } from '../limits';
import { TooLargeError } from './TooLargeError';

/** Reads a file or folder of this machine, in development. Its ETag is the hash of what it holds. */
export async function readLocal(
  url: string,
  etag: string | undefined,
  development: boolean,
): Promise<DefinitionRead> {
  if (!development) {
    throw new NotAllowedError('Files are read in development only');
  }
  const root = fileURLToPath(url);
  const files: DefinitionFile[] = [];
  let size = 0;
  for (const path of await pathsOf(root)) {
    size += (await stat(path)).size;
    if (size > MAX_DEFINITION_BYTES) {
      throw new TooLargeError();
    }
    files.push({ path: basename(path), text: await readFile(path, 'utf8') });
  }
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex');
  if (hash === etag) {
    throw new NotModifiedError();
  }
  return { status: 'read', etag: hash, files };
}

async function pathsOf(root: string): Promise<string[]> {
  const found = await stat(root).catch(() => undefined);
  if (found?.isFile()) {
    return [root];
  }
  const names = found ? await readdir(root) : [];
  const paths = names
    .filter(name => /\.ya?ml$/i.test(name))
    .sort()
    .map(name => join(root, name));
  if (paths.length === 0) {
    throw new NotFoundError(`${root} is no YAML file and has none`);
  }
  return paths;
}
