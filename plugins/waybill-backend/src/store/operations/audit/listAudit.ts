import { Page } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { Cursor } from '../../Cursor';
import { DbAuditRow } from '../../tables';
import { AuditRecord } from './AuditEntry';

/** The trail of a pipeline, newest first. */
export async function listAudit(
  tx: Knex,
  options: { pipelineId: string; limit: number; cursor?: string },
): Promise<Page<AuditRecord>> {
  const query = tx<DbAuditRow>('audit')
    .where({ pipeline_id: options.pipelineId })
    .orderBy('seq', 'desc')
    .limit(options.limit + 1);
  if (options.cursor) {
    query.andWhere('seq', '<', Number(Cursor.decode(options.cursor, 1)[0]));
  }
  const rows = await query;
  const page = rows.slice(0, options.limit);
  return {
    items: page.map(row => ({
      seq: row.seq,
      at: column.readTime(row.at),
      actor: column.readJson(row.actor_json),
      action: row.action,
      stage: row.stage ?? undefined,
      subject: row.subject ?? undefined,
      detail: column.readJson(row.detail_json),
      previousHash: row.previous_hash,
      hash: row.hash,
    })),
    nextCursor:
      rows.length > options.limit
        ? Cursor.encode([page[page.length - 1].seq])
        : null,
  };
}
