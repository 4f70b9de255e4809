import { Effect } from '../outside/Effect';
import { Invariant } from './Invariant';

type Opened = Effect & { type: 'pull-request' };

/**
 * A Promotion opens its pull request once. What the wire delivers a second time, or long after it has said that it cannot, is
 * nobody's doing; whoever begins a turn when there is one already must find it.
 */
export const onePullRequest: Invariant = {
  name: 'one pull request per promotion',
  onEffect({ outside }, effect) {
    if (effect.type !== 'pull-request') return undefined;
    const other = outside.effects.find(
      (it): it is Opened =>
        it.type === 'pull-request' &&
        it.head === effect.head &&
        it.number !== effect.number,
    );
    const isOurs =
      other &&
      (other.at < (effect.by?.startedAt ?? 0) ||
        (effect.arrival === 'once' && other.arrival === 'once'));
    return isOurs
      ? `#${other.number} and #${effect.number} are both from ${effect.head}`
      : undefined;
  },
};
