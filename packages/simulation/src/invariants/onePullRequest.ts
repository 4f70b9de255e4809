import { Invariant } from './Invariant';

/** A Promotion opens its pull request once. */
export const onePullRequest: Invariant = {
  name: 'one pull request per promotion',
  onEffect({ outside }, effect) {
    if (effect.type !== 'pull-request') return undefined;
    const other = outside.pullRequests.all.find(
      it => it.number !== effect.number && it.head.branch === effect.head,
    );
    return other
      ? `#${other.number} and #${effect.number} are both from ${effect.head}`
      : undefined;
  },
};
