import { Knex } from 'knex';
import { DbFreightStageRow } from '../../tables';

/** Freight is in a Stage from now on. What is there already stays with its time: soak counts an unbroken stay. */
export async function enterStage(
  tx: Knex,
  options: { pipelineId: string; freight: string; stage: string; now: Date },
): Promise<void> {
  const key = {
    pipeline_id: options.pipelineId,
    freight_id: options.freight,
    stage: options.stage,
  };
  await tx<DbFreightStageRow>('freight_stages')
    .insert(key)
    .onConflict(['pipeline_id', 'freight_id', 'stage'])
    .ignore();
  await tx<DbFreightStageRow>('freight_stages')
    .where(key)
    .whereNull('currently_since')
    .update({ currently_since: options.now.getTime() });
}
