import { Tooth } from './Tooth';

export const forgetsHolds: Tooth = {
  name: 'auto-promotion does not ask whether somebody holds the Stage',
  module: '@waybill/backstage-plugin-waybill-common/src/rules/effectiveHolds',
  caughtBy: 'auto-promotion heeds holds',
  seed: 19,
  replace: () => ({ effectiveHolds: () => ({}) }),
};
