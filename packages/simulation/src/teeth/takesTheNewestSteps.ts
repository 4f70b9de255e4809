import { Tooth } from './Tooth';

export const takesTheNewestSteps: Tooth = {
  name: 'a promotion that starts takes the steps that its Stage has by then',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/promotions/startPromotion',
  caughtBy: 'steps as asked for',
  seed: 2,
  replace(original) {
    const { startPromotion } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/store/operations/promotions/startPromotion');
    const forgetful: typeof startPromotion = async (tx, options) => {
      const { id } = options;
      const own = await tx('promotions').where({ id }).first();
      const newest = await tx('promotions')
        .where({ pipeline_id: own?.pipeline_id, stage: own?.stage })
        .orderBy('ulid', 'desc')
        .first();
      await tx('promotions')
        .where({ id })
        .update({ steps_json: newest?.steps_json });
      return startPromotion(tx, options);
    };
    return { startPromotion: forgetful };
  },
};
