import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbWorkItemRow } from '../../tables';
import { Claim } from '../../WorkItem';

/**
 * Ends a claim in good order: due again at `next`, or gone when there is none. Poked meanwhile: due at once, and not
 * gone. False: the claim was lost, nothing is written.
 */
export async function completeWorkItem(
  tx: Knex,
  options: {
    claim: Claim;
    next: Date | undefined;
    memory?: JsonObject;
    now: Date;
  },
): Promise<boolean> {
  const { claim, next, now } = options;
  const own = { id: claim.id, claim_token: claim.token };
  if (!next) {
    const deleted = await tx<DbWorkItemRow>('work_items')
      .where(own)
      .whereRaw('pokes = claimed_pokes')
      .delete();
    if (deleted > 0) {
      return true;
    }
  }
  const updated = await tx<DbWorkItemRow>('work_items')
    .where(own)
    .update({
      next_at: tx.raw(
        'CASE WHEN pokes = claimed_pokes THEN CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END',
        [(next ?? now).getTime(), now.getTime()],
      ),
      claim_token: null,
      claimed_by: null,
      claimed_pokes: null,
      lease_until: null,
      failures: 0,
      last_error: null,
      memory_json: column.json(options.memory ?? {}),
    });
  return updated > 0;
}
