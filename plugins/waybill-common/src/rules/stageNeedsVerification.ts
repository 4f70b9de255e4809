import { StageState, VerificationPhase } from '../model/StageState';

const ENDED: VerificationPhase[] = [
  'Successful',
  'Failed',
  'Error',
  'Aborted',
  'Inconclusive',
];

/**
 * True while what a Stage runs is still to be verified: its last Promotion succeeded and no verification has ended
 * since.
 *
 * @remarks It can be verified only while the Stage is Healthy. After a Promotion that did not succeed nothing is
 * verified, and so nothing must wait for it either.
 * @public
 */
export function stageNeedsVerification(
  state: Pick<StageState, 'current' | 'lastPromotion' | 'verification'>,
): boolean {
  const phase = state.verification?.phase;
  return (
    state.current.length > 0 &&
    state.lastPromotion?.phase === 'Succeeded' &&
    !(phase && ENDED.includes(phase))
  );
}
