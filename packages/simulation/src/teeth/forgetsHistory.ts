import { Tooth } from './Tooth';

export const forgetsHistory: Tooth = {
  name: 'a success is not put down in the history',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/stages/appendHistory',
  caughtBy: 'history and current agree',
  seed: 1,
  replace: () => ({ appendHistory: async () => {} }),
};
