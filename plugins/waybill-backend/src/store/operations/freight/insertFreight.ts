import {
  Freight,
  freightAlias,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbFreightRow } from '../../tables';

/**
 * Keeps new Freight under an alias that is free. Undefined when the pipeline has it already, which is how repeated
 * discovery creates it once.
 *
 * @remarks Two workers that choose the same alias at the same moment violate `freight_alias_uq`; the later one's look
 * fails and is repeated.
 */
export async function insertFreight(
  tx: Knex,
  options: { pipelineId: string; freight: Omit<Freight, 'alias'> },
): Promise<Freight | undefined> {
  const { pipelineId, freight } = options;
  const existing = await tx<DbFreightRow>('freight')
    .where({ pipeline_id: pipelineId, id: freight.id })
    .first('id');
  if (existing) {
    return undefined;
  }
  const alias = await freeAlias(tx, pipelineId, freight.id);
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
  return inserted.length > 0 ? { ...freight, alias } : undefined;
}

/** Asks for one alias after the other, so that a long history need not be read. */
async function freeAlias(
  tx: Knex,
  pipelineId: string,
  id: string,
): Promise<string> {
  const taken = new Set<string>();
  for (;;) {
    const alias = freightAlias(id, it => taken.has(it));
    const other = await tx<DbFreightRow>('freight')
      .where({ pipeline_id: pipelineId, alias })
      .first('id');
    if (!other) {
      return alias;
    }
    taken.add(alias);
  }
}
