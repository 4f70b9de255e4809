import { Effect } from '../outside/Effect';
import { Invariant } from './Invariant';

type Told = Effect & { type: 'pull-request' | 'rewrite' };

/**
 * A Promotion opens its pull request once, and has one that it goes on with tell of it once. What the wire delivers a second time, or long after it has said that it cannot, is
 * nobody's doing; whoever begins a turn when there is one already must find it.
 */
export const onePullRequest: Invariant = {
  name: 'one pull request per promotion',
  onEffect({ outside }, effect) {
    if (effect.type !== 'pull-request' && effect.type !== 'rewrite') {
      return undefined;
    }
    const other = outside.effects.find(
      (it): it is Told => it !== effect && isTwin(it, effect),
    );
    const isOurs =
      other &&
      (other.at < (effect.by?.startedAt ?? 0) ||
        (effect.arrival === 'once' && other.arrival === 'once'));
    if (!isOurs) return undefined;
    return effect.type === 'rewrite'
      ? `#${effect.number} was rewritten twice by ${effect.by?.promotion?.id}`
      : `#${other.number} and #${effect.number} are both from ${effect.head}`;
  },
};

function isTwin(it: Effect, effect: Told): boolean {
  return effect.type === 'rewrite'
    ? it.type === 'rewrite' &&
        it.number === effect.number &&
        it.by?.promotion?.id === effect.by?.promotion?.id
    : it.type === 'pull-request' &&
        it.head === effect.head &&
        it.number !== effect.number;
}
