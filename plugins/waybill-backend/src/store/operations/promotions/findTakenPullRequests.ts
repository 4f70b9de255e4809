import {
  JsonObject,
  PromotionRecord,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionRow } from '../../tables';

/** How many of the Promotions that came after one are looked through: a pull request that is left open meets the next that opens one. */
const LATER_LIMIT = 50;

/**
 * Which pull requests of a Promotion a later one of its Stage has gone on with.
 *
 * @returns ids of the later ones by the pull request's address; of several the first
 */
export async function findTakenPullRequests(
  knex: Knex,
  {
    id,
    pipelineId,
    stage,
  }: Pick<PromotionRecord, 'id' | 'pipelineId' | 'stage'>,
): Promise<Map<string, string>> {
  const ofStage = () =>
    knex<DbPromotionRow>('promotions').where({
      pipeline_id: pipelineId,
      stage,
    });
  const later = ofStage()
    .select('id')
    .where('ulid', '>', ofStage().select('ulid').where({ id }))
    .orderBy('ulid')
    .limit(LATER_LIMIT);
  const rows: { promotion_id: string; record_json: string }[] = await knex
    .select('promotion_steps.promotion_id', 'promotion_steps.record_json')
    .from(later.as('later'))
    .join('promotion_steps', 'promotion_steps.promotion_id', 'later.id')
    .where('promotion_steps.uses', 'git-open-pr')
    // An id has no wildcard of LIKE that would find too little.
    .andWhere('promotion_steps.record_json', 'like', `%"takes":%${id}%`)
    .orderBy('promotion_steps.promotion_id');
  const found = new Map<string, string>();
  for (const row of rows) {
    const { takes } = column.readJson<JsonObject>(row.record_json);
    const { from, url } = (takes ?? {}) as JsonObject;
    if (from === id && typeof url === 'string' && !found.has(url)) {
      found.set(url, row.promotion_id);
    }
  }
  return found;
}
