import { Gate } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionRow } from '../../tables';

/** Keeps what an unfinished Promotion waits for. */
export async function saveWaiting(
  tx: Knex,
  options: { id: string; message: string; gates: Gate[] },
): Promise<void> {
  await tx<DbPromotionRow>('promotions')
    .where({ id: options.id })
    .whereNull('finished_at')
    .update({
      message: options.message,
      gates_json: column.json(options.gates),
    });
}
