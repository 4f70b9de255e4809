import { Tooth } from './Tooth';

export const asksGatesOnce: Tooth = {
  name: 'gates are not asked again before a step with an effect',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/promotion/createPromotionRunner',
  caughtBy: 'nothing takes effect past a closed gate',
  seed: 40,
  replace(original) {
    const { createPromotionRunner } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/promotion/createPromotionRunner');
    const heedless: typeof createPromotionRunner = options => {
      const runner = createPromotionRunner(options);
      return {
        advance: turn => runner.advance({ ...turn, gatesNow: async () => [] }),
      };
    };
    return { createPromotionRunner: heedless };
  },
};
