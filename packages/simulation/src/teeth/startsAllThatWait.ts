import { Tooth } from './Tooth';

export const startsAllThatWait: Tooth = {
  name: 'a start forgets which promotion it is of, and no index refuses a second one',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/promotions/startPromotion',
  caughtBy: 'one running promotion per Stage',
  seed: 3,
  replace(original) {
    const { startPromotion } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/store/operations/promotions/startPromotion');
    const broad: typeof startPromotion = async (tx, options) => {
      await tx.raw('DROP INDEX IF EXISTS promotions_running_uq');
      const { stage, pipeline_id } = await tx('promotions')
        .where({ id: options.id })
        .first();
      const waiting = await tx('promotions')
        .where({ stage, pipeline_id, phase: 'Pending' })
        .pluck('id');
      for (const id of waiting) {
        await startPromotion(tx, { ...options, id });
      }
      return true;
    };
    return { startPromotion: broad };
  },
};
