import { AutomaticRollbackPolicy, StageSnapshot } from '../model/StageSnapshot';
import { StageDecision } from '../model/StageSnapshot';
import { StageState } from '../model/StageState';
import { compareText } from './compareText';
import { ownGates } from './ownGates';
import { stableFreight } from './stableFreight';

interface Failure {
  promotion: string;
  freight: string;
  at: string;
  what: string;
}

/**
 * The rollback that a failed Promotion or verification brings about by itself; undefined: none.
 *
 * @remarks So that it does not flap: it goes to the last stable Freight of the origin and to no other; it waits until nothing runs or
 * waits on the Stage; it leaves alone what a person has ended, and failures that are older than the policy says; it never follows a rollback, and never comes twice
 * for one failure. Like every rollback it holds auto-promotion.
 */
export function automaticRollback(
  snapshot: StageSnapshot,
  now: Date,
): Extract<StageDecision, { type: 'rollback' }> | undefined {
  const { automaticRollback: policy, promotions, state } = snapshot;
  const failure = policy && failureOf(state, policy);
  if (!policy || !failure) {
    return undefined;
  }
  const age = now.getTime() - Date.parse(failure.at);
  const failed = promotions.find(it => it.id === failure.promotion);
  const isSettled = promotions.every(
    it => it.phase !== 'Pending' && it.phase !== 'Running',
  );
  const isAnswered = promotions.some(
    it => it.rollback && compareText(it.id, failure.promotion) > 0,
  );
  if (
    !isSettled ||
    isAnswered ||
    !failed ||
    failed.rollback ||
    !(age <= policy.maxAgeSeconds * 1000)
  ) {
    return undefined;
  }
  const target = stableFreight(snapshot, failed.origin, failure.freight);
  if (
    target === undefined ||
    ownGates(snapshot, target, now, { rollback: true }).length > 0
  ) {
    return undefined;
  }
  return {
    type: 'rollback',
    freight: target,
    origin: failed.origin,
    failed: { promotion: failure.promotion, freight: failure.freight },
    reason: `Rolled back by itself: ${failure.what} (${failure.promotion})`,
  };
}

function failureOf(
  { lastPromotion, verification }: StageState,
  { on }: AutomaticRollbackPolicy,
): Failure | undefined {
  if (!lastPromotion) {
    return undefined;
  }
  const { id: promotion, freight, phase, finishedAt } = lastPromotion;
  if (phase === 'Failed' || phase === 'Errored') {
    return on.includes('FailedPromotion')
      ? { promotion, freight, at: finishedAt, what: 'the promotion failed' }
      : undefined;
  }
  return phase === 'Succeeded' &&
    verification?.phase === 'Failed' &&
    !verification.abortedBy &&
    on.includes('FailedVerification')
    ? {
        promotion,
        freight,
        at: verification.finishedAt ?? finishedAt,
        what: 'what the promotion brought was not verified',
      }
    : undefined;
}
