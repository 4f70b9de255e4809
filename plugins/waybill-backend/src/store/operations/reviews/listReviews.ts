import { Review } from '@waybill/backstage-plugin-waybill-node';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionReviewRow } from '../../tables';

/** What was said to one step of a Promotion, oldest first; nothing for a Promotion of another pipeline. */
export async function listReviews(
  knex: Knex,
  options: { pipelineId: string; promotion: string; alias: string },
): Promise<Review[]> {
  const rows = await knex<DbPromotionReviewRow>('promotion_reviews')
    .where({ promotion_id: options.promotion, alias: options.alias })
    .whereIn(
      'promotion_id',
      knex('promotions')
        .where({ id: options.promotion, pipeline_id: options.pipelineId })
        .select('id'),
    )
    .orderBy('seq');
  return rows.map(row => ({
    user: row.user_ref,
    decision: row.decision === 'approve' ? 'approve' : 'reject',
    ...(row.reason === null ? {} : { reason: row.reason }),
    at: column.readTime(row.at),
    ownershipEntityRefs: column.readJson<string[]>(row.ownership_json),
  }));
}
