import { Tooth } from './Tooth';

export const rollsBackToTheBad: Tooth = {
  name: 'automatic rollback takes what has just failed for good',
  module: '@waybill/backstage-plugin-waybill-common/src/rules/stableFreight',
  caughtBy: 'automatic rollback does not flap',
  seed: 2,
  replace: () => ({
    stableFreight: (...[, , failed]: [object, string, string]) => failed,
  }),
};
