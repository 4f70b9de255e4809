import { Knex } from 'knex';
import { column } from '../../column';
import { DbWarehouseRow } from '../../tables';
import { WarehouseRecord } from '../../WarehouseRecord';

/** What is known of a pipeline's Warehouses, also of those no longer defined; or of one of them. */
export async function listWarehouses(
  tx: Knex,
  options: { pipelineId: string; name?: string },
): Promise<WarehouseRecord[]> {
  const query = tx<DbWarehouseRow>('warehouses')
    .where({ pipeline_id: options.pipelineId })
    .orderBy('name');
  if (options.name !== undefined) {
    query.andWhere({ name: options.name });
  }
  return (await query).map(row => ({
    name: row.name,
    lastCheckedAt: column.readTimeOrUndefined(row.last_checked_at),
    error: row.error ?? undefined,
    found: column.readJsonOrUndefined(row.found_json),
    artifacts: column.readJsonOrUndefined(row.artifacts_json),
    cursors: column.readJsonOrUndefined(row.cursors_json) ?? {},
  }));
}
