import { WAYBILL_PROMOTION_TRAILER } from '@waybill/backstage-plugin-waybill-common';
import { Invariant } from './Invariant';

/** Every effect says which Promotion it is of, so that it is found again. */
export const ownMark: Invariant = {
  name: 'every effect bears its promotion’s mark',
  onEffect({ outside }, effect) {
    const id = effect.by?.promotion?.id;
    if (!id) return `an effect of no promotion: ${JSON.stringify(effect.type)}`;
    switch (effect.type) {
      case 'push': {
        const { trailers = {} } =
          outside.remote.commit(effect.repoURL, effect.commit) ?? {};
        const found = trailers[WAYBILL_PROMOTION_TRAILER];
        return found === id
          ? undefined
          : `commit ${effect.commit} of ${id} says ${found}`;
      }
      case 'pull-request':
        return effect.description.includes(id)
          ? undefined
          : `pull request #${effect.number} does not name ${id}`;
      default:
        return effect.correlationId.startsWith(`${id}/`)
          ? undefined
          : `a sync of ${id} says ${effect.correlationId}`;
    }
  },
};
