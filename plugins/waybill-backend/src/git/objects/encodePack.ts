import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

const typeNumber = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

export interface NewObject {
  type: keyof typeof typeNumber;
  content: Buffer;
}

/**
 * A pack file (version 2, no deltas) for `git index-pack`: one process takes in a whole commit, whatever its size, and
 * checks every object.
 *
 * @remarks https://git-scm.com/docs/pack-format
 */
export function encodePack(objects: Iterable<NewObject>): Buffer {
  const parts: Buffer[] = [];
  let count = 0;
  for (const { type, content } of objects) {
    parts.push(entryHeader(typeNumber[type], content.length));
    parts.push(deflateSync(content));
    count += 1;
  }
  const header = Buffer.alloc(12);
  header.write('PACK', 'latin1');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(count, 8);
  const body = Buffer.concat([header, ...parts]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

/** Type in three bits, size in four and then seven bits a byte, the lowest first. */
function entryHeader(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.floor(size / 16);
  let byte = type * 16 + (size % 16);
  while (rest > 0) {
    bytes.push(byte + 128);
    byte = rest % 128;
    rest = Math.floor(rest / 128);
  }
  bytes.push(byte);
  return Buffer.from(bytes);
}
