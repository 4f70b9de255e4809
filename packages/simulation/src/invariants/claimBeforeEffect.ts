import { Invariant } from './Invariant';

/** Whose claim is lost asks for nothing more outside, beyond what was on its way. */
export const claimBeforeEffect: Invariant = {
  name: 'no effect under a lost claim',
  onSend({ facts }, turn, what) {
    const { promotion } = turn;
    if (!promotion) {
      return `somebody was going to ${what} without a claim on a promotion`;
    }
    const claim = facts.claims.get(
      `promotion:${turn.pipelineId}/${promotion.id}`,
    );
    if (claim?.token === promotion.token) return undefined;
    turn.sentUnderLostClaim += 1;
    return turn.sentUnderLostClaim > 1
      ? `${turn.owner.name} was going to ${what} for ${promotion.id}, whose claim it has lost`
      : undefined;
  },
};
