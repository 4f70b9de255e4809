import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionReviewRow } from '../../tables';

/**
 * Writes down what somebody said to a step. False: it is what they said last, so that asking twice is as asking once.
 *
 * @remarks For whoever holds the Stage's lock, which is what keeps the numbers apart.
 */
export async function appendReview(
  tx: Knex,
  options: {
    promotion: string;
    alias: string;
    user: string;
    decision: 'approve' | 'reject';
    reason?: string;
    ownershipEntityRefs: readonly string[];
    now: Date;
  },
): Promise<boolean> {
  const step = { promotion_id: options.promotion, alias: options.alias };
  const last = await tx<DbPromotionReviewRow>('promotion_reviews')
    .where({ ...step, user_ref: options.user })
    .orderBy('seq', 'desc')
    .first();
  if (last?.decision === options.decision) {
    return false;
  }
  const [{ newest }] = await tx<DbPromotionReviewRow>('promotion_reviews')
    .where(step)
    .max({ newest: 'seq' });
  await tx<DbPromotionReviewRow>('promotion_reviews').insert({
    ...step,
    seq: Number(newest ?? 0) + 1,
    user_ref: options.user,
    decision: options.decision,
    reason: options.reason ?? null,
    ownership_json: column.json(options.ownershipEntityRefs),
    at: options.now.getTime(),
  });
  return true;
}
