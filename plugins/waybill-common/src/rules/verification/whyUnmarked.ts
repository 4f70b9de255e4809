import { StageState } from '../../model/StageState';
import { currentHealth } from '../currentHealth';
import { hasPromoted } from './hasPromoted';

/**
 * Why what a Stage runs has no mark although its verification was successful; undefined: it has one, or there is no such
 * verification.
 *
 * @param isPromoting - whether a Promotion is under way on it
 * @public
 */
export function whyUnmarked(
  state: StageState,
  isPromoting: boolean,
): string | undefined {
  const { stage, verification } = state;
  if (verification?.marked !== false) {
    return undefined;
  }
  if (!hasPromoted(state)) {
    return `A promotion that did not succeed came before ${stage} was Healthy; roll back to what runs, or promote it again, to have it verified`;
  }
  return isPromoting
    ? `A promotion is running in ${stage}; what it brings will be verified`
    : `Its Freight may go on once ${stage} is Healthy; it is ${
        currentHealth(state) ?? 'Unknown'
      }`;
}
