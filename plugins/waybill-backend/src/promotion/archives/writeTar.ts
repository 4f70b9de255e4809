import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { ArchiveEntry } from './ArchiveEntry';

/**
 * A tar archive of these entries in this order.
 *
 * @remarks It says nothing of when and by whom it was made: the same files must make the same bytes, in a replay and in a preview.
 */
export async function writeTar(
  entries: ArchiveEntry[],
  options: { gzip: boolean },
): Promise<Buffer> {
  const archive = pack();
  const chunks: Buffer[] = [];
  const written = (async () => {
    for await (const chunk of archive) {
      chunks.push(chunk as Buffer);
    }
  })();
  for (const { path, mode, content } of entries) {
    const header = { name: path, mtime: new Date(0), uid: 0, gid: 0 };
    if (mode === 'link') {
      archive.entry({
        ...header,
        type: 'symlink',
        mode: 0o777,
        linkname: content.toString('utf8'),
      });
    } else {
      archive.entry(
        { ...header, mode: mode === 'executable' ? 0o755 : 0o644 },
        content,
      );
    }
  }
  archive.finalize();
  await written;
  const bytes = Buffer.concat(chunks);
  return options.gzip ? promisify(gzip)(bytes) : bytes;
}
