import { Tooth } from './Tooth';

export const overtakesEverywhere: Tooth = {
  name: 'the newest wins in every Stage',
  module:
    '@waybill/backstage-plugin-waybill-common/src/rules/supersededPromotions',
  caughtBy: 'the newest wins where it shall',
  seed: 3,
  replace(original) {
    const { supersededPromotions } =
      original as typeof import('@waybill/backstage-plugin-waybill-common/src/rules/supersededPromotions');
    const hasty: typeof supersededPromotions = (snapshot, now) =>
      supersededPromotions(
        {
          ...snapshot,
          stage: {
            ...snapshot.stage,
            queue: { order: 'NewestWins', lockGroups: [] },
          },
        },
        now,
      );
    return { supersededPromotions: hasty };
  },
};
