import { Tooth } from './Tooth';

export const neverGoesBack: Tooth = {
  name: 'automatic rollback finds nothing to answer',
  module:
    '@waybill/backstage-plugin-waybill-common/src/rules/automaticRollback',
  caughtBy: 'automatic rollback arrives',
  seed: 2,
  replace: () => ({ automaticRollback: () => undefined }),
};
