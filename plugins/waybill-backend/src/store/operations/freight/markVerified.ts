import { Knex } from 'knex';
import { DbFreightStageRow } from '../../tables';

/** Marks Freight as verified in a Stage. The first time stands; false: it was verified already. */
export async function markVerified(
  tx: Knex,
  options: { pipelineId: string; freight: string; stage: string; now: Date },
): Promise<boolean> {
  const marked = await tx<DbFreightStageRow>('freight_stages')
    .insert({
      pipeline_id: options.pipelineId,
      freight_id: options.freight,
      stage: options.stage,
      verified_at: options.now.getTime(),
    })
    .onConflict(['pipeline_id', 'freight_id', 'stage'])
    .merge(['verified_at'])
    .whereNull('freight_stages.verified_at')
    .returning('freight_id');
  return marked.length > 0;
}
