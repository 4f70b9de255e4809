import { posix } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InputError, isError } from '@backstage/errors';
import { extract, Header } from 'tar-stream';
import { ArchiveEntry } from './ArchiveEntry';
import { ArchiveLimits } from './ArchiveLimits';

/** Headers, padding and folders come on top of what files hold. */
const MOST_UNPACKED = ArchiveLimits.total + ArchiveLimits.entries * 1024;

/**
 * The files and links of a tar archive, gzipped or not; folders, devices and the like are left out.
 *
 * @param select - where an entry goes; undefined: it is left out and need not be sound
 * @remarks Throws an `InputError` for an archive that is too large, or in which something leads out of it: all of it is refused then.
 */
export async function readTar(
  content: Buffer,
  select: (path: string) => string | undefined,
): Promise<ArchiveEntry[]> {
  const bytes = await unpacked(content);
  const entries = new Map<string, ArchiveEntry>();
  let total = 0;
  let count = 0;
  const archive = extract();
  archive.on('error', () => {});
  archive.end(bytes);
  try {
    for await (const entry of archive) {
      count += 1;
      if (count > ArchiveLimits.entries) {
        throw new InputError(
          `it has more than ${ArchiveLimits.entries} entries`,
        );
      }
      const { name, size } = entry.header;
      const mode = modeOf(entry.header);
      const path = mode && targetOf(name, select);
      if (!mode || path === undefined) {
        entry.resume();
        continue;
      }
      total += size;
      assertSize(name, size, total);
      const chunks: Buffer[] = [];
      for await (const chunk of entry) {
        chunks.push(chunk as Buffer);
      }
      entries.set(path, {
        path,
        mode,
        content:
          mode === 'link'
            ? Buffer.from(entry.header.linkname)
            : Buffer.concat(chunks),
      });
    }
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    throw new InputError(
      `it is no sound tar archive: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
  const all = [...entries.values()];
  assertInside(all);
  return all;
}

async function unpacked(content: Buffer): Promise<Buffer> {
  const isGzip = content[0] === 0x1f && content[1] === 0x8b;
  if (!isGzip) {
    return content;
  }
  try {
    return await promisify(gunzip)(content, { maxOutputLength: MOST_UNPACKED });
  } catch (error) {
    throw new InputError(
      isError(error) && error.code === 'ERR_BUFFER_TOO_LARGE'
        ? `it unpacks to more than ${MOST_UNPACKED} bytes`
        : `it cannot be unpacked: ${
            isError(error) ? error.message : String(error)
          }`,
    );
  }
}

function modeOf({ type, mode }: Header): ArchiveEntry['mode'] | undefined {
  if (type === 'symlink') {
    return 'link';
  }
  if (type !== 'file' && type !== 'contiguous-file') {
    return undefined;
  }
  // eslint-disable-next-line no-bitwise -- Git looks at the owner's bit, too
  return (mode & 0o100) !== 0 ? 'executable' : 'file';
}

function targetOf(
  name: string,
  select: (path: string) => string | undefined,
): string | undefined {
  const names = name.split('/').filter(part => part !== '' && part !== '.');
  const path = select(names.join('/'));
  if (path === undefined) {
    return undefined;
  }
  const isUnsafe =
    name.startsWith('/') || /[\\\0]/.test(name) || names.includes('..');
  if (isUnsafe) {
    throw new InputError(`its entry "${name}" leads out of it`);
  }
  return path;
}

function assertSize(name: string, size: number, total: number): void {
  if (size > ArchiveLimits.file) {
    throw new InputError(
      `its file "${name}" has ${size} bytes; at most ${ArchiveLimits.file} are allowed`,
    );
  }
  if (total > ArchiveLimits.total) {
    throw new InputError(
      `its files have more than ${ArchiveLimits.total} bytes together`,
    );
  }
}

/** A link must lead to a place in the archive, and nothing may be written through one. */
function assertInside(entries: ArchiveEntry[]): void {
  const links = new Map(
    entries
      .filter(entry => entry.mode === 'link')
      .map(entry => [entry.path, entry.content.toString('utf8')]),
  );
  for (const [path, target] of links) {
    const leads = posix.normalize(`${posix.dirname(path)}/${target}`);
    const isOutside =
      target === '' ||
      target.startsWith('/') ||
      /[\\\0]/.test(target) ||
      leads === '..' ||
      leads.startsWith('../');
    if (isOutside) {
      throw new InputError(
        `its link "${path}" leads out of it, to "${target}"`,
      );
    }
  }
  for (const { path } of entries) {
    for (
      let end = path.indexOf('/');
      end > 0;
      end = path.indexOf('/', end + 1)
    ) {
      if (links.has(path.slice(0, end))) {
        throw new InputError(
          `its entry "${path}" leads through the link "${path.slice(0, end)}"`,
        );
      }
    }
  }
}
