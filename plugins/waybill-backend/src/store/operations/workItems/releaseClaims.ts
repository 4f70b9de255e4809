import { Knex } from 'knex';
import { DbWorkItemRow } from '../../tables';

/** Gives back all that a worker holds, or everybody, so that nobody need wait for the leases to end. */
export async function releaseClaims(
  tx: Knex,
  of: { worker: string } | 'everybody',
): Promise<number> {
  return tx<DbWorkItemRow>('work_items')
    .where(query =>
      of === 'everybody'
        ? query.whereNotNull('claim_token')
        : query.where({ claimed_by: of.worker }),
    )
    .update({
      claim_token: null,
      claimed_by: null,
      claimed_pokes: null,
      lease_until: null,
    });
}
