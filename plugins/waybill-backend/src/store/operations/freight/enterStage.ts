import { Knex } from 'knex';
import { DbFreightStageRow } from '../../tables';

/**
 * Freight is in a Stage from now on, and is to be verified there anew. What is there already stays with its time: soak counts an unbroken
 * stay.
 */
export async function enterStage(
  tx: Knex,
  options: { pipelineId: string; freight: string; stage: string; now: Date },
): Promise<void> {
  await tx<DbFreightStageRow>('freight_stages')
    .insert({
      pipeline_id: options.pipelineId,
      freight_id: options.freight,
      stage: options.stage,
      currently_since: options.now.getTime(),
      failed_json: null,
    })
    .onConflict(['pipeline_id', 'freight_id', 'stage'])
    .merge(['currently_since', 'failed_json'])
    .whereNull('freight_stages.currently_since');
}
