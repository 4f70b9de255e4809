import { Knex } from 'knex';
import { DbPromotionRow } from '../../tables';

/** Whether somebody has asked for a Promotion to be aborted. */
export async function isAbortRequested(
  tx: Knex,
  options: { id: string },
): Promise<boolean> {
  const row = await tx<DbPromotionRow>('promotions')
    .where({ id: options.id })
    .whereNotNull('abort_json')
    .first('id');
  return row !== undefined;
}
