import { Page } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { Cursor } from '../../Cursor';
import { PipelineRecord } from '../../PipelineRecord';
import { DbPipelineRow } from '../../tables';
import { PIPELINE_COLUMNS, toPipelineRecord } from './toPipelineRecord';

/** Pipelines by entity ref. */
export async function listPipelines(
  tx: Knex,
  options: { limit: number; cursor?: string },
): Promise<Page<PipelineRecord>> {
  const query = tx<DbPipelineRow>('pipelines')
    .select(PIPELINE_COLUMNS)
    .orderBy('entity_ref')
    .limit(options.limit + 1);
  if (options.cursor) {
    query.where('entity_ref', '>', String(Cursor.decode(options.cursor, 1)[0]));
  }
  const rows = await query;
  const items = rows.slice(0, options.limit).map(toPipelineRecord);
  return {
    items,
    nextCursor:
      rows.length > options.limit
        ? Cursor.encode([items[items.length - 1].entityRef])
        : null,
  };
}
