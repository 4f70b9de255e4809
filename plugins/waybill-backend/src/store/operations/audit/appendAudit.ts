import { Knex } from 'knex';
import { column } from '../../column';
import { isPostgres } from '../../isPostgres';
import { DbAuditHeadRow, DbAuditRow } from '../../tables';
import { AuditEntry } from './AuditEntry';
import { AUDIT_GENESIS, auditHash } from './auditHash';

/**
 * Appends to the trail of a pipeline, in the transaction of what it tells about: neither is there without the other.
 *
 * @remarks The head of the chain is locked, so that rows of one pipeline get one order.
 */
export async function appendAudit(
  tx: Knex.Transaction,
  options: { pipelineId: string; entry: AuditEntry; now: Date },
): Promise<void> {
  const { pipelineId, entry, now } = options;
  const load = (): Promise<DbAuditHeadRow | undefined> => {
    const query = tx<DbAuditHeadRow>('audit_heads')
      .where({ pipeline_id: pipelineId })
      .first();
    return isPostgres(tx) ? query.forUpdate() : query;
  };
  let head = await load();
  if (!head) {
    await tx<DbAuditHeadRow>('audit_heads')
      .insert({ pipeline_id: pipelineId, seq: 0, hash: AUDIT_GENESIS })
      .onConflict('pipeline_id')
      .ignore();
    head = (await load()) ?? {
      pipeline_id: pipelineId,
      seq: 0,
      hash: AUDIT_GENESIS,
    };
  }
  const record = {
    ...entry,
    // As it will be read again, so that the hash can be computed again.
    detail: column.readJson<AuditEntry['detail']>(column.json(entry.detail)),
    seq: head.seq + 1,
    at: now.toISOString(),
    previousHash: head.hash,
  };
  const hash = auditHash(pipelineId, record);
  await tx<DbAuditRow>('audit').insert({
    pipeline_id: pipelineId,
    seq: record.seq,
    at: now.getTime(),
    actor_json: column.json(entry.actor),
    action: entry.action,
    stage: entry.stage ?? null,
    subject: entry.subject ?? null,
    detail_json: column.json(record.detail),
    previous_hash: record.previousHash,
    hash,
  });
  await tx<DbAuditHeadRow>('audit_heads')
    .where({ pipeline_id: pipelineId })
    .update({ seq: record.seq, hash });
}
