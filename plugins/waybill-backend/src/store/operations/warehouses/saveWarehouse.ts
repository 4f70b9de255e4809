import { Knex } from 'knex';
import { DiscoveredArtifacts } from '../../../ports';
import { column } from '../../column';
import { DbWarehouseRow } from '../../tables';
import { WarehouseCursors } from '../../WarehouseRecord';

/** Keeps what a look at a Warehouse brought; a failed one leaves what the last good one discovered. */
export async function saveWarehouse(
  tx: Knex,
  options: { pipelineId: string; name: string; now: Date } & (
    | { error: string }
    | {
        artifacts: DiscoveredArtifacts;
        found?: { candidates: number; matching: number };
        cursors: WarehouseCursors;
      }
  ),
): Promise<void> {
  const row: Partial<DbWarehouseRow> =
    'error' in options
      ? { error: options.error }
      : {
          error: null,
          artifacts_json: column.json(options.artifacts),
          found_json: column.jsonOrNull(options.found),
          cursors_json: column.json(options.cursors),
        };
  row.last_checked_at = options.now.getTime();
  await tx<DbWarehouseRow>('warehouses')
    .insert({ pipeline_id: options.pipelineId, name: options.name, ...row })
    .onConflict(['pipeline_id', 'name'])
    .merge(row);
}
