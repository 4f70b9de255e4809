import { Actor } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionRow } from '../../tables';

/** Asks an unfinished Promotion to stop; the first request stands. False: it has ended, or was asked before. */
export async function requestAbort(
  tx: Knex,
  options: { id: string; by: Actor; reason?: string; now: Date },
): Promise<boolean> {
  const updated = await tx<DbPromotionRow>('promotions')
    .where({ id: options.id })
    .whereNull('finished_at')
    .whereNull('abort_json')
    .update({
      abort_json: column.json({
        by: options.by,
        at: options.now.toISOString(),
        reason: options.reason,
      }),
    });
  return updated > 0;
}
