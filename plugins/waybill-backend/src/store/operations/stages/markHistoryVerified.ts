import { Knex } from 'knex';
import { DbStageHistoryRow } from '../../tables';

/** What a Promotion brought has been verified. */
export async function markHistoryVerified(
  tx: Knex,
  options: { pipelineId: string; stage: string; promotion: string },
): Promise<void> {
  await tx<DbStageHistoryRow>('stage_history')
    .where({
      pipeline_id: options.pipelineId,
      stage: options.stage,
      promotion_id: options.promotion,
    })
    .update({ verified: true });
}
