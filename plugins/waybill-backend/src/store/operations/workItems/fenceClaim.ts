import { Knex } from 'knex';
import { ClaimLostError } from '../../ClaimLostError';
import { Claim } from '../../WorkItem';
import { heldClaim } from './heldClaim';

/** Refuses to go on when the claim is lost, and keeps others from claiming the item until the transaction ends. */
export async function fenceClaim(
  tx: Knex.Transaction,
  claim: Claim,
): Promise<void> {
  const [held] = await heldClaim(tx, claim);
  if (!held) {
    throw new ClaimLostError(claim.id);
  }
}
