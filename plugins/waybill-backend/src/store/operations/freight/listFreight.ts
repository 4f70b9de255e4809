import {
  FreightWithStatus,
  Page,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { Cursor } from '../../Cursor';
import { DbFreightRow } from '../../tables';
import { withStatus } from './toFreight';

/** Freight of a pipeline, newest first; of some of its Warehouses if they are named. */
export async function listFreight(
  tx: Knex,
  options: {
    pipelineId: string;
    limit: number;
    cursor?: string;
    warehouse?: string;
  },
): Promise<Page<FreightWithStatus>> {
  const query = tx<DbFreightRow>('freight')
    .where({ pipeline_id: options.pipelineId })
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(options.limit + 1);
  if (options.warehouse !== undefined) {
    query.andWhere({ warehouse: options.warehouse });
  }
  if (options.cursor) {
    const [createdAt, id] = Cursor.decode(options.cursor, 2);
    query.andWhereRaw('(created_at, id) < (?, ?)', [
      Number(createdAt),
      String(id),
    ]);
  }
  const rows = await query;
  const page = rows.slice(0, options.limit);
  const last = page[page.length - 1];
  return {
    items: await withStatus(tx, options.pipelineId, page),
    nextCursor:
      rows.length > options.limit
        ? Cursor.encode([Number(last.created_at), last.id])
        : null,
  };
}
