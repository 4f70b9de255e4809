import { Knex } from 'knex';
import { isPostgres } from '../../isPostgres';
import { DbWorkItemRow } from '../../tables';
import { Claim } from '../../WorkItem';

/**
 * Finds the item of a claim as long as the claim holds, and keeps others from claiming it until the transaction ends.
 *
 * @remarks `FOR KEY SHARE` conflicts with a claimer's `FOR UPDATE`, but not with a poke or a renewal, which change no
 * key; so it may stand anywhere in a transaction. That the lease has ended does not matter as long as the token is
 * ours: nobody else can have written.
 */
export function heldClaim(
  tx: Knex,
  claim: Claim,
): Knex.QueryBuilder<DbWorkItemRow, { id: string }[]> {
  const query = tx<DbWorkItemRow>('work_items')
    .select('id')
    .where({ id: claim.id, claim_token: claim.token });
  return isPostgres(tx) ? query.forKeyShare() : query;
}
