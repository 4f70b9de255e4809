import {
  Page,
  PromotionRecord,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { Cursor } from '../../Cursor';
import { DbPromotionRow } from '../../tables';
import { toPromotions } from './toPromotion';

/** Promotions of a pipeline or of one of its Stages, newest first. */
export async function listPromotions(
  tx: Knex,
  options: {
    pipelineId: string;
    stage?: string;
    /** Only those that have not ended. */
    unfinished?: boolean;
    limit: number;
    cursor?: string;
  },
): Promise<Page<PromotionRecord>> {
  const query = tx<DbPromotionRow>('promotions')
    .where({ pipeline_id: options.pipelineId })
    .orderBy([
      { column: 'ulid', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(options.limit + 1);
  if (options.stage !== undefined) {
    query.andWhere({ stage: options.stage });
  }
  if (options.unfinished) {
    query.whereNull('finished_at');
  }
  if (options.cursor) {
    query.andWhereRaw(
      '(ulid, id) < (?, ?)',
      Cursor.decode(options.cursor, 2).map(String),
    );
  }
  const rows = await query;
  const page = rows.slice(0, options.limit);
  const last = page[page.length - 1];
  return {
    items: await toPromotions(tx, page),
    nextCursor:
      rows.length > options.limit ? Cursor.encode([last.ulid, last.id]) : null,
  };
}
