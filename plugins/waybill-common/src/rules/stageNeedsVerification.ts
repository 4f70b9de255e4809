import { StageState } from '../model/StageState';
import { hasPromoted } from './verification/hasPromoted';
import { isVerificationOver } from './verification/isVerificationOver';

/**
 * True while what a Stage runs is still to be verified: its last Promotion succeeded and no verification has ended
 * since.
 *
 * @remarks It can be verified only while the Stage is Healthy.
 * @public
 */
export function stageNeedsVerification(
  state: Pick<StageState, 'current' | 'lastPromotion' | 'verification'>,
): boolean {
  return (
    hasPromoted(state) &&
    !(state.verification && isVerificationOver(state.verification))
  );
}
