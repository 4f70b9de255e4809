import { PromotionStepState } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionStepRow } from '../../tables';

/**
 * Replaces what is given of a step's state; a field given as undefined is cleared.
 *
 * @remarks Call it behind `fenceClaim` in the same transaction.
 */
export async function saveStep(
  tx: Knex.Transaction,
  options: {
    promotionId: string;
    position: number;
    patch: Partial<Omit<PromotionStepState, 'alias' | 'uses'>>;
  },
): Promise<void> {
  const { patch } = options;
  const row: Partial<DbPromotionStepRow> = {
    ...('status' in patch && { status: patch.status }),
    ...('startedAt' in patch && { started_at: column.time(patch.startedAt) }),
    ...('finishedAt' in patch && {
      finished_at: column.time(patch.finishedAt),
    }),
    ...('message' in patch && { message: patch.message ?? null }),
    ...('output' in patch && { output_json: column.jsonOrNull(patch.output) }),
    ...('errorCount' in patch && { error_count: patch.errorCount }),
    ...('record' in patch && { record_json: column.json(patch.record ?? {}) }),
  };
  if (Object.keys(row).length > 0) {
    await tx<DbPromotionStepRow>('promotion_steps')
      .where({ promotion_id: options.promotionId, position: options.position })
      .update(row);
  }
}
