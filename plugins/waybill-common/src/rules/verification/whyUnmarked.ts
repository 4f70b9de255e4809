import { StageState } from '../../model/StageState';
import { hasPromoted } from './hasPromoted';

/**
 * Why what a Stage runs has no mark although its verification was successful; undefined: it has one, or there is no such
 * verification.
 *
 * @public
 */
export function whyUnmarked(
  state: Pick<
    StageState,
    'stage' | 'current' | 'lastPromotion' | 'verification' | 'health'
  >,
): string | undefined {
  const { stage, verification, health } = state;
  if (verification?.marked !== false) {
    return undefined;
  }
  return hasPromoted(state)
    ? `Its Freight may go on once ${stage} is Healthy; it is ${health.status}`
    : `A promotion that did not succeed came before ${stage} was Healthy; roll back to what runs, or promote it again, to have it verified`;
}
