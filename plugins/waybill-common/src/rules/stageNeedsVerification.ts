import { StageState, VerificationPhase } from '../model/StageState';

const ENDED: VerificationPhase[] = [
  'Successful',
  'Failed',
  'Error',
  'Aborted',
  'Inconclusive',
];

/**
 * True while what a Stage runs is still to be verified and can be: its last Promotion succeeded, it is Healthy, and
 * no verification has ended yet.
 *
 * @remarks No health check registered counts as Healthy. After a Promotion that did not succeed nothing is verified,
 * and so nothing must wait for it either.
 * @public
 */
export function stageNeedsVerification(state: StageState): boolean {
  const healthy =
    state.healthChecks.length === 0 || state.health.status === 'Healthy';
  const phase = state.verification?.phase;
  return (
    state.current.length > 0 &&
    state.lastPromotion?.phase === 'Succeeded' &&
    healthy &&
    !(phase && ENDED.includes(phase))
  );
}
