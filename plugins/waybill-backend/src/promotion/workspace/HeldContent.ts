import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';

const MIB = 1024 * 1024;
/** What one file costs beside its content: its path, and its place. */
const BYTES_PER_FILE = 500;

interface Content {
  bytes: Buffer;
  users: number;
}

/**
 * What the files of one workspace hold, within a budget of bytes. Files of the same content share it, so that a copy costs next to nothing;
 * nobody changes the bytes of a file in place.
 */
export class HeldContent {
  private readonly contents = new Map<string, Content>();
  private readonly keys = new WeakMap<Buffer, string>();
  private heldBytes = 0;

  constructor(private readonly mostBytes: number) {}

  /** Takes a content in for one file, and gives it as it is kept. Throws an `InputError` that names the file where it is too much. */
  take(path: string, content: string | Uint8Array): Buffer {
    const kept = Buffer.isBuffer(content) ? this.keys.get(content) : undefined;
    const key = kept ?? createHash('sha256').update(content).digest('hex');
    const known = this.contents.get(key);
    const size = known ? known.bytes.length : Buffer.byteLength(content);
    this.count(path, size, BYTES_PER_FILE + (known ? 0 : size));
    if (known) {
      known.users += 1;
      return known.bytes;
    }
    const bytes = Buffer.from(content);
    this.contents.set(key, { bytes, users: 1 });
    this.keys.set(bytes, key);
    return bytes;
  }

  /**
   * Counts a file that is held elsewhere, and shares nothing. Throws as `take` does.
   *
   * @param before - what was counted for it, which is gone now
   * @returns what is counted for it now
   */
  countElsewhere(path: string, size: number, before = 0): number {
    const counted = BYTES_PER_FILE + size;
    this.count(path, size, counted - before);
    return counted;
  }

  /** A file less that is held elsewhere. */
  forget(counted: number): void {
    this.heldBytes -= counted;
  }

  /** One file less has a content that was taken in. */
  release(bytes: Buffer): void {
    const key = this.keys.get(bytes);
    const content = key === undefined ? undefined : this.contents.get(key);
    if (key === undefined || !content) {
      return;
    }
    this.heldBytes -= BYTES_PER_FILE;
    content.users -= 1;
    if (content.users === 0) {
      this.contents.delete(key);
      this.heldBytes -= bytes.length;
    }
  }

  private count(path: string, size: number, more: number): void {
    if (this.heldBytes + more > this.mostBytes) {
      throw new InputError(
        `"${path}" has ${size} bytes, too many for the workspace, whose files hold ${
          this.heldBytes
        } of at most ${this.mostBytes} (${Math.round(
          this.mostBytes / MIB,
        )} MiB)`,
      );
    }
    this.heldBytes += more;
  }
}
