import { Knex } from 'knex';
import { DbFreightStageRow } from '../../tables';

/** Marks Freight as verified in a Stage. The first time stands; false: it was verified already. */
export async function markVerified(
  tx: Knex,
  options: { pipelineId: string; freight: string; stage: string; now: Date },
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
    .whereNull('verified_at')
    .update({ verified_at: options.now.getTime() });
  return updated > 0;
}
