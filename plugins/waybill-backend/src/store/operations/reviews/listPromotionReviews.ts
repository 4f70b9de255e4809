import { ReviewView } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionReviewRow } from '../../tables';

/** What was said to a Promotion, to whichever of its steps, oldest first. */
export async function listPromotionReviews(
  knex: Knex,
  { id }: { id: string },
): Promise<ReviewView[]> {
  const rows = await knex<DbPromotionReviewRow>('promotion_reviews')
    .where({ promotion_id: id })
    .orderBy('seq');
  return rows.map(row => ({
    step: row.alias,
    user: row.user_ref,
    decision: row.decision === 'approve' ? 'approve' : 'reject',
    ...(row.reason === null ? {} : { reason: row.reason }),
    at: column.readTime(row.at),
  }));
}
