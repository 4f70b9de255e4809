import { Freight } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbFreightRow } from '../../tables';

/**
 * Keeps new Freight; answers false when the pipeline has it already, which is how repeated discovery creates it once.
 *
 * @remarks An alias that is taken gets a number behind it: `frosty-otter-2`. Two workers that choose the same one at
 * the same moment violate `freight_alias_uq`, and the later one's look fails and is repeated.
 */
export async function insertFreight(
  tx: Knex,
  options: { pipelineId: string; freight: Freight },
): Promise<boolean> {
  const { pipelineId, freight } = options;
  const existing = await tx<DbFreightRow>('freight')
    .where({ pipeline_id: pipelineId, id: freight.id })
    .first('id');
  if (existing) {
    return false;
  }
  const alike = await tx<DbFreightRow>('freight')
    .where({ pipeline_id: pipelineId })
    .andWhere('alias', 'like', `${freight.alias}%`)
    .pluck('alias');
  const taken = new Set(alike);
  let alias = freight.alias;
  for (let number = 2; taken.has(alias); number++) {
    alias = `${freight.alias}-${number}`;
  }
  const inserted = await tx<DbFreightRow>('freight')
    .insert({
      pipeline_id: pipelineId,
      id: freight.id,
      alias,
      warehouse: freight.warehouse,
      created_at: new Date(freight.createdAt).getTime(),
      artifacts_json: column.json({
        images: freight.images,
        commits: freight.commits,
        charts: freight.charts,
      }),
    })
    .onConflict(['pipeline_id', 'id'])
    .ignore()
    .returning('id');
  return inserted.length > 0;
}
