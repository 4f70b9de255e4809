import { StageHistoryEntry } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { DbStageHistoryRow } from '../../tables';
import { toHistoryEntry } from './toHistoryEntry';

/** What a Promotion brought; undefined: it brought nothing. */
export async function findHistoryEntry(
  tx: Knex,
  options: { pipelineId: string; stage: string; promotion: string },
): Promise<StageHistoryEntry | undefined> {
  const row = await tx<DbStageHistoryRow>('stage_history')
    .where({
      pipeline_id: options.pipelineId,
      stage: options.stage,
      promotion_id: options.promotion,
    })
    .first();
  return row && toHistoryEntry(row);
}
