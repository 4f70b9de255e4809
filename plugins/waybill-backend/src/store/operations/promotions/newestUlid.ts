import { Knex } from 'knex';
import { DbPromotionRow } from '../../tables';

/** ULID of the newest Promotion of a Stage, so that the next one sorts behind it whatever replica makes it. */
export async function newestUlid(
  tx: Knex,
  options: { pipelineId: string; stage: string },
): Promise<string | undefined> {
  const row = await tx<DbPromotionRow>('promotions')
    .where({ pipeline_id: options.pipelineId, stage: options.stage })
    .orderBy('ulid', 'desc')
    .first('ulid');
  return row?.ulid;
}
