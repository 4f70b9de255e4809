import {
  Page,
  StageHistoryEntry,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { Cursor } from '../../Cursor';
import { DbStageHistoryRow } from '../../tables';
import { toHistoryEntry } from './toHistoryEntry';

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
    items: page.map(toHistoryEntry),
    nextCursor:
      rows.length > options.limit
        ? Cursor.encode([Number(page[page.length - 1].seq)])
        : null,
  };
}
