import { Knex } from 'knex';
import { DbWorkItemRow } from '../../tables';
import { Claim } from '../../WorkItem';

/** Seconds until the next try after so many failures in a row. */
export const BACK_OFF_SECONDS = [1, 2, 5, 10, 20, 40, 60];

/** How much longer than the ladder says a wait may be, so that what failed together does not come back together. */
const JITTER = 0.2;

/**
 * Ends a claim after a failure: due again after a while, the longer the more failures in a row. Poked meanwhile: after
 * the first rung, not at once, since what pokes itself and then fails would turn without end.
 */
export async function failWorkItem(
  tx: Knex,
  options: {
    claim: Claim & { failures: number };
    error: string;
    /** 0 to 1 */
    random: number;
    now: Date;
  },
): Promise<boolean> {
  const { claim, now } = options;
  const rung = Math.min(claim.failures, BACK_OFF_SECONDS.length - 1);
  const wait = (seconds: number) =>
    Math.round(now.getTime() + seconds * 1000 * (1 + JITTER * options.random));
  const updated = await tx<DbWorkItemRow>('work_items')
    .where({ id: claim.id, claim_token: claim.token })
    .update({
      next_at: tx.raw(
        'CASE WHEN pokes = claimed_pokes THEN CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END',
        [wait(BACK_OFF_SECONDS[rung]), wait(BACK_OFF_SECONDS[0])],
      ),
      claim_token: null,
      claimed_by: null,
      claimed_pokes: null,
      lease_until: null,
      failures: claim.failures + 1,
      last_error: options.error.slice(0, 2000),
    });
  return updated > 0;
}
