import { createHash } from 'node:crypto';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { FileChange } from '@waybill/backstage-plugin-waybill-node';

/** Before and after of each touched file, as hashes: what is signed, short enough to keep. */
export function fileEffects(changes: FileChange[]): JsonObject[] {
  return changes.map(({ path, before, after }) => ({
    path,
    before: hash(before),
    after: hash(after),
  }));
}

function hash(content: Buffer | undefined): string | null {
  return content
    ? `sha256:${createHash('sha256').update(content).digest('hex')}`
    : null;
}
