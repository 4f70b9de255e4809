import { createHash } from 'node:crypto';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { FileChange } from '@waybill/backstage-plugin-waybill-node';

/** Before and after of each touched file, as hashes: what is signed, short enough to keep. A mode is named where it is none of an ordinary file. */
export function fileEffects(changes: FileChange[]): JsonObject[] {
  return changes.map(({ path, before, after, beforeMode, afterMode }) => ({
    path,
    before: hash(before),
    after: hash(after),
    ...(beforeMode && beforeMode !== 'file' && { beforeMode }),
    ...(afterMode && afterMode !== 'file' && { afterMode }),
  }));
}

function hash(content: Buffer | undefined): string | null {
  return content
    ? `sha256:${createHash('sha256').update(content).digest('hex')}`
    : null;
}
