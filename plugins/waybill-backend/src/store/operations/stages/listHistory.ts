import {
  Page,
  StageHistoryEntry,
  Verification,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { Cursor } from '../../Cursor';
import { DbStageHistoryRow } from '../../tables';

/** What a Stage ran, newest first; what ran at a moment is the first entry with `before` set to it. */
export async function listHistory(
  tx: Knex,
  options: {
    pipelineId: string;
    stage: string;
    limit: number;
    cursor?: string;
    /** Only what had begun by then. */
    before?: Date;
  },
): Promise<Page<StageHistoryEntry>> {
  const query = tx<DbStageHistoryRow>('stage_history')
    .where({ pipeline_id: options.pipelineId, stage: options.stage })
    .orderBy('seq', 'desc')
    .limit(options.limit + 1);
  if (options.cursor) {
    query.andWhere('seq', '<', Number(Cursor.decode(options.cursor, 1)[0]));
  }
  if (options.before) {
    query.andWhere('at', '<=', options.before.getTime());
  }
  const rows = await query;
  const page = rows.slice(0, options.limit);
  return {
    items: page.map(row => ({
      collection: column.readJson(row.collection_json),
      promotion: row.promotion_id,
      freight: row.freight_id,
      rollback: Boolean(row.rollback),
      at: column.readTime(row.at),
      verified: Boolean(row.verified),
      ...(row.verifications_json && {
        verifications: column.readJson<Verification[]>(row.verifications_json),
      }),
    })),
    nextCursor:
      rows.length > options.limit
        ? Cursor.encode([Number(page[page.length - 1].seq)])
        : null,
  };
}
