import { VerificationPhase } from '../../model/StageState';
import { isVerificationOver } from './isVerificationOver';

/** Whether a verification has come to its end and has not verified anything. @public */
export function isVerificationUnsuccessful({
  phase,
}: {
  phase: VerificationPhase;
}): boolean {
  return isVerificationOver({ phase }) && phase !== 'Successful';
}
