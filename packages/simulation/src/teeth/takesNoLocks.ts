import { Tooth } from './Tooth';

export const takesNoLocks: Tooth = {
  name: 'locks are taken and not put down',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/locks/takeLocks',
  caughtBy: 'one running promotion per lock group',
  seed: 78,
  replace: () => ({ takeLocks: async () => true }),
};
