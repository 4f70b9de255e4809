import { StageState } from '../../model/StageState';
import { currentHealth } from '../currentHealth';
import { hasPromoted } from './hasPromoted';
import { isVerificationOver } from './isVerificationOver';
import { verificationHistory } from './verificationHistory';

/**
 * Why the verification of what a Stage runs cannot be repeated, or ended, now; undefined: it can.
 *
 * @param isPromoting - whether a Promotion is under way on it
 * @public
 */
export function verificationRequestProblem(
  state: StageState,
  wanted: 'reverify' | 'abort',
  isPromoting: boolean,
): string | undefined {
  const { stage } = state;
  const [newest] = verificationHistory(state);
  const isUnderWay = newest !== undefined && !isVerificationOver(newest);
  if (wanted === 'abort') {
    return isUnderWay ? undefined : `Nothing is being verified in ${stage}`;
  }
  if (isPromoting) {
    return `A promotion is running in ${stage}; what it brings will be verified`;
  }
  if (!hasPromoted(state)) {
    return state.current.length > 0
      ? `The last promotion to ${stage} did not succeed, so there is nothing to verify`
      : `Nothing runs in ${stage} yet, so there is nothing to verify`;
  }
  if (!newest) {
    return `What runs in ${stage} will be verified when it is Healthy; it is ${state.health.status}`;
  }
  if (isUnderWay) {
    return `What runs in ${stage} is being verified already`;
  }
  const health = currentHealth(state);
  return health === 'Healthy'
    ? undefined
    : `Only what is Healthy is verified; ${stage} is ${health ?? 'Unknown'}`;
}
