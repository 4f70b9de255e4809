import { Tooth } from './Tooth';

export const startsUnavailable: Tooth = {
  name: 'Freight need not be verified where it comes from',
  module:
    '@waybill/backstage-plugin-waybill-common/src/rules/availabilityGates',
  caughtBy: 'only available Freight starts',
  seed: 2,
  replace: () => ({ availabilityGates: () => [] }),
};
