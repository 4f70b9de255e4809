import { StageDecision, StageSnapshot } from '../../model/StageSnapshot';
import { Verification } from '../../model/Verification';
import { currentHealth } from '../currentHealth';
import { hasPromoted } from './hasPromoted';
import { mayMarkVerified } from './mayMarkVerified';
import { nextVerification } from './nextVerification';
import { nextVerificationId } from './nextVerificationId';
import { verificationHistory } from './verificationHistory';

/**
 * What becomes of the verification of what a Stage runs, and whether its Freight gets the mark.
 *
 * @param isStarting - whether a Promotion is started at the same moment
 */
export function decideVerification(
  { stage, state, promotions, verificationSeen }: StageSnapshot,
  now: Date,
  isStarting: boolean,
): StageDecision[] {
  const health = currentHealth(state);
  const before = verificationHistory(state);
  const [newest] = before;
  const { verificationRequest: request } = state;
  const hasFreight = hasPromoted(state);
  const isPromoting =
    isStarting || promotions.some(it => it.phase === 'Running');
  const seen =
    verificationSeen?.id === newest?.id ? verificationSeen : undefined;
  const { history, act } = nextVerification({
    hasFreight,
    isPromoting,
    health,
    isConfigured: stage.verification !== undefined,
    history: before,
    run: seen?.run,
    problem: seen?.problem,
    unseen: seen?.unseen,
    mayRun: seen?.mayRun,
    reverify: request?.type === 'reverify' ? request.id : undefined,
    abort: request?.type === 'abort' ? request.id : undefined,
    by: request?.by,
    newId: nextVerificationId(state.lastPromotion?.id ?? '', newest?.id),
    now,
  });
  const [verification] = history;
  const isChanged = !isSame(verification, newest);
  // By a health that is no longer that of what was verified nothing gets its mark.
  const isToBeMarked =
    isChanged || (verification?.marked === false && hasFreight && !isPromoting);
  if (isToBeMarked && mayMarkVerified(health, history)) {
    const { marked: _, ...rest } = verification;
    const freight = state.current.map(it => it.freight);
    return [{ type: 'verify', freight, verification: rest }];
  }
  return isChanged
    ? [
        {
          type: 'followVerification',
          verification:
            verification.phase === 'Successful'
              ? { ...verification, marked: false }
              : verification,
          stop: act === 'terminate',
        },
      ]
    : [];
}

function isSame(a: Verification | undefined, b: Verification | undefined) {
  const text = (it: Verification | undefined) =>
    JSON.stringify(
      it && Object.entries(it).sort(([x], [y]) => (x < y ? -1 : 1)),
    );
  return text(a) === text(b);
}
