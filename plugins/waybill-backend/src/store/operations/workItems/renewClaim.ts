import { Knex } from 'knex';
import { DbWorkItemRow } from '../../tables';
import { Claim } from '../../WorkItem';

/** Prolongs a lease; false: the claim is lost. */
export async function renewClaim(
  tx: Knex,
  options: { claim: Claim; leaseMs: number; now: Date },
): Promise<boolean> {
  const updated = await tx<DbWorkItemRow>('work_items')
    .where({ id: options.claim.id, claim_token: options.claim.token })
    .update({ lease_until: options.now.getTime() + options.leaseMs });
  return updated > 0;
}
