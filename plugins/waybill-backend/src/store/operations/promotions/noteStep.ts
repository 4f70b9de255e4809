import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionStepRow } from '../../tables';

/**
 * Merges into what a step noted of its own effects.
 *
 * @remarks Call it behind `fenceClaim` in the same transaction; that there is one writer makes read and write safe.
 */
export async function noteStep(
  tx: Knex.Transaction,
  options: { promotionId: string; position: number; patch: JsonObject },
): Promise<void> {
  const key = {
    promotion_id: options.promotionId,
    position: options.position,
  };
  const row = await tx<DbPromotionStepRow>('promotion_steps')
    .where(key)
    .first('record_json');
  if (!row) {
    throw new NotFoundError(
      `Promotion ${options.promotionId} has no step ${options.position}`,
    );
  }
  await tx<DbPromotionStepRow>('promotion_steps')
    .where(key)
    .update({
      record_json: column.json({
        ...column.readJson<JsonObject>(row.record_json),
        ...options.patch,
      }),
    });
}
