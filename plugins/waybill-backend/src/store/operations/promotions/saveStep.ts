import { PromotionStepState } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { ClaimLostError } from '../../ClaimLostError';
import { column } from '../../column';
import { DbPromotionStepRow } from '../../tables';
import { Claim } from '../../WorkItem';
import { heldClaim } from '../workItems/heldClaim';

/**
 * Replaces what is given of a step's state; a field given as undefined is cleared.
 *
 * @remarks Fenced by itself: one statement that finds nothing to write when the claim is lost. A Promotion writes two of
 * these for each of its steps.
 */
export async function saveStep(
  tx: Knex,
  options: {
    claim: Claim;
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
    const updated = await tx<DbPromotionStepRow>('promotion_steps')
      .with('held', heldClaim(tx, options.claim))
      .where({ promotion_id: options.promotionId, position: options.position })
      .whereExists(tx('held').select('id'))
      .update(row);
    if (updated === 0) {
      throw new ClaimLostError(options.claim.id);
    }
  }
}
