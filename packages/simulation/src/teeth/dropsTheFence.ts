import { Tooth } from './Tooth';

export const dropsTheFence: Tooth = {
  name: 'writes go on when the claim is lost',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/workItems/fenceClaim',
  caughtBy: 'no write under a lost claim',
  seed: 1,
  replace: () => ({ fenceClaim: async () => {} }),
};
