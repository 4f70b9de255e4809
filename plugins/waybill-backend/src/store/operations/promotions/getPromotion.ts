import { PromotionRecord } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { DbPromotionRow } from '../../tables';
import { toPromotions } from './toPromotion';

export async function getPromotion(
  tx: Knex,
  options: { id: string },
): Promise<PromotionRecord | undefined> {
  const rows = await tx<DbPromotionRow>('promotions').where({ id: options.id });
  return (await toPromotions(tx, rows))[0];
}
