import { Actor } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbFreightStageRow } from '../../tables';

/** Makes Freight available to a Stage without verification upstream and soak. The first approval stands; false: it was there. */
export async function approveFreight(
  tx: Knex,
  options: {
    pipelineId: string;
    freight: string;
    stage: string;
    by: Actor;
    reason?: string;
    now: Date;
  },
): Promise<boolean> {
  const key = {
    pipeline_id: options.pipelineId,
    freight_id: options.freight,
    stage: options.stage,
  };
  await tx<DbFreightStageRow>('freight_stages')
    .insert(key)
    .onConflict(['pipeline_id', 'freight_id', 'stage'])
    .ignore();
  const updated = await tx<DbFreightStageRow>('freight_stages')
    .where(key)
    .whereNull('approved_at')
    .update({
      approved_at: options.now.getTime(),
      approved_by_json: column.json(options.by),
      approved_reason: options.reason ?? null,
    });
  return updated > 0;
}
