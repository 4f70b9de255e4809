import { Knex } from 'knex';
import { DbPromotionRow, DbPromotionStepRow } from '../../tables';

/** Ends a Promotion; false: it has ended already. A step that still runs ends with it, aborted. */
export async function endPromotion(
  tx: Knex.Transaction,
  options: {
    id: string;
    phase: 'Succeeded' | 'Failed' | 'Errored' | 'Aborted';
    message: string;
    now: Date;
  },
): Promise<boolean> {
  const updated = await tx<DbPromotionRow>('promotions')
    .where({ id: options.id })
    .whereNull('finished_at')
    .update({
      phase: options.phase,
      message: options.message,
      finished_at: options.now.getTime(),
      gates_json: '[]',
    });
  if (updated > 0 && options.phase !== 'Succeeded') {
    await tx<DbPromotionStepRow>('promotion_steps')
      .where({ promotion_id: options.id, status: 'Running' })
      .update({ status: 'Aborted', finished_at: options.now.getTime() });
  }
  return updated > 0;
}
