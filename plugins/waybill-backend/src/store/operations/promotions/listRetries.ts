import { Knex } from 'knex';
import { DbPromotionRow } from '../../tables';

/** Ids of the Promotions that try one again, newest first. */
export async function listRetries(
  tx: Knex,
  promotion: { id: string; pipelineId: string; stage: string },
): Promise<string[]> {
  const rows = await tx<DbPromotionRow>('promotions')
    .where({
      // Of the index that both name; those of one Stage are few.
      pipeline_id: promotion.pipelineId,
      stage: promotion.stage,
      retry_of: promotion.id,
    })
    .orderBy('ulid', 'desc')
    .select('id');
  return rows.map(row => row.id);
}
