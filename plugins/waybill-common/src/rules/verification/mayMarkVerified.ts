import { HealthStatus } from '../../model/Health';
import { Verification } from '../../model/Verification';
import { isVerificationOver } from './isVerificationOver';

/**
 * Whether the Freight that a Stage runs gets the mark that lets it go on: the Stage is Healthy, nothing is being verified, and
 * the newest verification was successful.
 *
 * @public
 */
export function mayMarkVerified(
  health: HealthStatus | undefined,
  history: readonly Verification[],
): boolean {
  return (
    health === 'Healthy' &&
    history.every(isVerificationOver) &&
    history[0]?.phase === 'Successful'
  );
}
