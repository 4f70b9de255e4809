import { WAYBILL_PROMOTION_TRAILER } from '@waybill/backstage-plugin-waybill-common';
import { Invariant } from './Invariant';

/** What a Promotion commits lands on a branch once. */
export const onePush: Invariant = {
  name: 'one commit per promotion',
  onEffect({ outside }, effect) {
    if (effect.type !== 'push') return undefined;
    const { remote } = outside;
    const { repoURL, branch, commit } = effect;
    const idOf = (id: string | undefined) =>
      id && remote.commit(repoURL, id)?.trailers[WAYBILL_PROMOTION_TRAILER];
    const own = idOf(commit);
    let at = remote.commit(repoURL, commit)?.parent;
    while (at !== undefined) {
      if (own && idOf(at) === own) {
        return `${own} has ${at.slice(0, 7)} and ${commit.slice(
          0,
          7,
        )} on ${branch}`;
      }
      at = remote.commit(repoURL, at)?.parent;
    }
    return undefined;
  },
};
