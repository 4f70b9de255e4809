import { FreightWithStatus } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { DbFreightRow } from '../../tables';
import { withStatus } from './toFreight';

/** Freight by its id or its alias. */
export async function findFreight(
  tx: Knex,
  options: { pipelineId: string; idOrAlias: string },
): Promise<FreightWithStatus | undefined> {
  const rows = await tx<DbFreightRow>('freight')
    .where({ pipeline_id: options.pipelineId })
    .andWhere(query =>
      query
        .where({ id: options.idOrAlias })
        .orWhere({ alias: options.idOrAlias }),
    );
  const exact = rows.find(row => row.id === options.idOrAlias) ?? rows[0];
  return exact && (await withStatus(tx, options.pipelineId, [exact]))[0];
}
