import { FreightWithStatus } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { DbFreightRow } from '../../tables';
import { withStatus } from './toFreight';

/** Freight by id, in the order asked for; what the pipeline does not have is left out. */
export async function getFreight(
  tx: Knex,
  options: { pipelineId: string; ids: string[] },
): Promise<FreightWithStatus[]> {
  const rows = await tx<DbFreightRow>('freight')
    .where({ pipeline_id: options.pipelineId })
    .whereIn('id', options.ids);
  const byId = new Map(rows.map(row => [row.id, row]));
  const ordered = [...new Set(options.ids)].flatMap(id => byId.get(id) ?? []);
  return withStatus(tx, options.pipelineId, ordered);
}
