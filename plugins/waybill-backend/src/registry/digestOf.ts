import { createHash } from 'node:crypto';

/** `sha256:…` of a content. */
export function digestOf(content: Buffer | string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
