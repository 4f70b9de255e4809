import { FreightCollection } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionRow } from '../../tables';

/**
 * Gives the Stage to a Pending Promotion; false: it is not Pending any more, or shall be aborted.
 *
 * @remarks `promotions_running_uq` refuses a second one for the Stage.
 */
export async function startPromotion(
  tx: Knex.Transaction,
  options: { id: string; collection: FreightCollection; now: Date },
): Promise<boolean> {
  const updated = await tx<DbPromotionRow>('promotions')
    .where({ id: options.id, phase: 'Pending' })
    .whereNull('abort_json')
    .update({
      phase: 'Running',
      collection_json: column.json(options.collection),
      started_at: options.now.getTime(),
      gates_json: '[]',
      message: null,
    });
  return updated > 0;
}
