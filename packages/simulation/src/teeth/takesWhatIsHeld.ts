import { Tooth } from './Tooth';

export const takesWhatIsHeld: Tooth = {
  name: 'a claim does not ask whether somebody holds the item',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/workItems/claimWorkItems',
  caughtBy: 'leases of the living hold',
  seed: 3,
  replace(original) {
    const { claimWorkItems } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/store/operations/workItems/claimWorkItems');
    const later: typeof claimWorkItems = (tx, options) =>
      claimWorkItems(tx, {
        ...options,
        now: new Date(options.now.getTime() + 60_000),
      });
    return { claimWorkItems: later };
  },
};
