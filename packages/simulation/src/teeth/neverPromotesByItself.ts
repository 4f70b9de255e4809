import { Tooth } from './Tooth';

export const neverPromotesByItself: Tooth = {
  name: 'auto-promotion finds nothing to do',
  module: '@waybill/backstage-plugin-waybill-common/src/rules/autoPromotions',
  caughtBy: 'auto-promotion arrives',
  seed: 1,
  replace: () => ({ autoPromotions: () => [] }),
};
