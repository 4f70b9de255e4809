import { Tooth } from './Tooth';

export const pushesAgain: Tooth = {
  name: 'after a crash nobody looks whether the push went through',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/promotion/steps/pushing/findOwnPush',
  caughtBy: 'one commit per promotion',
  seed: 1,
  replace: () => ({ findOwnPush: async () => undefined }),
};
