import { createHash } from 'crypto';

/** `sha256:…` of some bytes. */
export function digestOf(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
