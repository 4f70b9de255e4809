import { createHash } from 'node:crypto';
import { AuditRecord } from './AuditEntry';

/** What the first row of every chain stands on. */
export const AUDIT_GENESIS = '0'.repeat(64);

/** SHA-256 over everything a row says and the hash of the row before it; an array, so that no two rows read the same. */
export function auditHash(
  pipelineId: string,
  record: Omit<AuditRecord, 'hash'>,
): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        record.previousHash,
        pipelineId,
        record.seq,
        record.at,
        record.actor.type,
        record.actor.ref,
        record.action,
        record.stage ?? null,
        record.subject ?? null,
        record.detail,
      ]),
    )
    .digest('hex');
}
