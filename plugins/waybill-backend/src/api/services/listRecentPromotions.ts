import { PromotionRecord } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { listPromotions } from '../../store/operations/promotions/listPromotions';

/** How many of the newest Promotions, and how many unfinished ones, a pipeline shows. */
const RECENT = 20;
const UNFINISHED = 100;

/** The newest Promotions, newest first, and behind them those that have not ended, however long ago they were made. */
export async function listRecentPromotions(
  knex: Knex,
  { pipelineId }: { pipelineId: string },
): Promise<PromotionRecord[]> {
  const [newest, unfinished] = await Promise.all([
    listPromotions(knex, { pipelineId, limit: RECENT }),
    listPromotions(knex, { pipelineId, limit: UNFINISHED, unfinished: true }),
  ]);
  const shown = new Set(newest.items.map(it => it.id));
  return [...newest.items, ...unfinished.items.filter(it => !shown.has(it.id))];
}
