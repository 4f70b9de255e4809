import { Knex } from 'knex';
import { DbFreightStageRow } from '../../tables';

/** Freight is no longer in a Stage; its stay counts if it was the longest. */
export async function leaveStage(
  tx: Knex,
  options: { pipelineId: string; freight: string; stage: string; now: Date },
): Promise<void> {
  const now = options.now.getTime();
  await tx<DbFreightStageRow>('freight_stages')
    .where({
      pipeline_id: options.pipelineId,
      freight_id: options.freight,
      stage: options.stage,
    })
    .whereNotNull('currently_since')
    .update({
      longest_soak_ms: tx.raw(
        `CASE WHEN longest_soak_ms IS NULL OR longest_soak_ms < ? - currently_since
              THEN ? - currently_since ELSE longest_soak_ms END`,
        [now, now],
      ),
      currently_since: null,
    });
}
