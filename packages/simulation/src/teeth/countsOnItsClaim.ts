import { Tooth } from './Tooth';

export const countsOnItsClaim: Tooth = {
  name: 'a process that stood still goes on as if its claim were still held',
  module: '@waybill/backstage-plugin-waybill-backend/src/engine/createLease',
  caughtBy: 'one pull request per promotion',
  seed: 63974,
  replace(original) {
    const { createLease } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/engine/createLease');
    const trusting: typeof createLease = (...of) => ({
      ...createLease(...of),
      async confirm() {},
    });
    return { createLease: trusting };
  },
};
