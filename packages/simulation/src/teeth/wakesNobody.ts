import { Tooth } from './Tooth';

export const wakesNobody: Tooth = {
  name: 'a promotion that has ended does not wake its Stage',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/engine/promotions/finishPromotion',
  caughtBy: 'who waits is woken',
  seed: 1,
  replace(original) {
    const { finishPromotion } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/engine/promotions/finishPromotion');
    const quiet: typeof finishPromotion = (transaction, options) =>
      finishPromotion({ ...transaction, poke: () => {} }, options);
    return { finishPromotion: quiet };
  },
};
