import { Knex } from 'knex';
import { DbWorkItemRow } from '../../tables';

/** Gives back all that a worker holds, so that another need not wait for the leases to end. */
export async function releaseClaims(
  tx: Knex,
  options: { worker: string },
): Promise<number> {
  return tx<DbWorkItemRow>('work_items')
    .where({ claimed_by: options.worker })
    .update({
      claim_token: null,
      claimed_by: null,
      claimed_pokes: null,
      lease_until: null,
    });
}
