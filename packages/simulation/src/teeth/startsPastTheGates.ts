import { Tooth } from './Tooth';

export const startsPastTheGates: Tooth = {
  name: 'what the platform closes is not asked when a promotion starts',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/engine/stages/platformGates',
  caughtBy: 'nothing takes effect past a closed gate',
  seed: 2,
  replace: () => ({ platformGates: () => [] }),
};
