import { StageHistoryEntry } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbStageHistoryRow } from '../../tables';

/** A Promotion has succeeded: from now on the Stage runs its collection. */
export async function appendHistory(
  tx: Knex,
  options: { pipelineId: string; stage: string; entry: StageHistoryEntry },
): Promise<void> {
  const { entry } = options;
  await tx<DbStageHistoryRow>('stage_history').insert({
    pipeline_id: options.pipelineId,
    stage: options.stage,
    promotion_id: entry.promotion,
    freight_id: entry.freight,
    collection_json: column.json(entry.collection),
    rollback: entry.rollback,
    verified: entry.verified,
    at: new Date(entry.at).getTime(),
  });
}
