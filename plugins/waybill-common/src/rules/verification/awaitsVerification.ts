import { HealthStatus } from '../../model/Health';
import { Verification } from '../../model/Verification';
import { isVerificationOver } from './isVerificationOver';

/**
 * Whether the next Promotion must wait for the verification of what runs: one is under way, or one is about to begin.
 *
 * @remarks Of a Stage that is not Healthy nothing is about to be verified: the next Promotion may be what mends it.
 * @param health - undefined: not known since the last Promotion ended
 * @public
 */
export function awaitsVerification(
  health: HealthStatus | undefined,
  history: readonly Verification[],
): boolean {
  const isUnderWay = history.some(entry => !isVerificationOver(entry));
  const mayBegin = health === undefined || health === 'Healthy';
  return isUnderWay || (mayBegin && history.length === 0);
}
