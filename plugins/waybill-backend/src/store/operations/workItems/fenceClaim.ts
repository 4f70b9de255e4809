import { Knex } from 'knex';
import { ClaimLostError } from '../../ClaimLostError';
import { isPostgres } from '../../isPostgres';
import { DbWorkItemRow } from '../../tables';
import { Claim } from '../../WorkItem';

/**
 * Refuses to go on when the claim is lost, and keeps others from claiming the item until the transaction ends.
 *
 * @remarks `FOR KEY SHARE` conflicts with a claimer's `FOR UPDATE`, but not with a poke or a renewal, which change no
 * key; so it may stand anywhere in a transaction. That the lease has ended does not matter as long as the token is
 * ours: nobody else can have written.
 */
export async function fenceClaim(
  tx: Knex.Transaction,
  claim: Claim,
): Promise<void> {
  const query = tx<DbWorkItemRow>('work_items')
    .where({ id: claim.id, claim_token: claim.token })
    .first('id');
  const row = await (isPostgres(tx) ? query.forKeyShare() : query);
  if (!row) {
    throw new ClaimLostError(claim.id);
  }
}
