import { Invariant } from './Invariant';

/** What was noted under the claim is asked for at once, in milliseconds after the note, or after the process goes on again. */
const ON_ITS_WAY_MS = 10;

/** Whose claim is lost asks for nothing more outside, beyond what was on its way. */
export const claimBeforeEffect: Invariant = {
  name: 'no effect under a lost claim',
  onSend({ facts, lostAt, now }, turn, what) {
    const { promotion, owner } = turn;
    if (!promotion) {
      return `somebody was going to ${what} without a claim on a promotion`;
    }
    const claim = facts.claims.get(
      `promotion:${turn.pipelineId}/${promotion.id}`,
    );
    if (claim?.token === promotion.token) return undefined;
    turn.sentUnderLostClaim += 1;
    const since = Math.max(
      lostAt(promotion.token) ?? turn.startedAt,
      owner.pausedUntil,
    );
    return turn.sentUnderLostClaim > 1 || now - since > ON_ITS_WAY_MS
      ? `${owner.name} was going to ${what} for ${promotion.id}, whose claim it has lost`
      : undefined;
  },
};
