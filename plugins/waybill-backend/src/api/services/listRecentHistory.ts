import { StageHistoryEntry } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { listHistory } from '../../store/operations/stages/listHistory';

/** How far back a rollback without a choice, and what is said of Freight that ran here, look. */
const HISTORY = 50;

/** What a Stage ran of late, newest first. */
export async function listRecentHistory(
  knex: Knex,
  pipelineId: string,
  stage: string,
): Promise<StageHistoryEntry[]> {
  const { items } = await listHistory(knex, {
    pipelineId,
    stage,
    limit: HISTORY,
  });
  return items;
}
