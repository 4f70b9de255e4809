import { Tooth } from './Tooth';

export const givesUp: Tooth = {
  name: 'what has failed is not tried again for hours',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/workItems/failWorkItem',
  caughtBy: 'everything heals',
  seed: 3,
  replace(original) {
    const { failWorkItem } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/store/operations/workItems/failWorkItem');
    const weary: typeof failWorkItem = (tx, options) =>
      failWorkItem(tx, {
        ...options,
        now: new Date(options.now.getTime() + 36_000_000),
      });
    return { failWorkItem: weary };
  },
};
