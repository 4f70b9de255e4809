import { Tooth } from './Tooth';

export const losesASignature: Tooth = {
  name: 'what one says of a step takes the place of what another has said',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/reviews/appendReview',
  caughtBy: 'no lost promotion or signature',
  seed: 2,
  replace(original) {
    const { appendReview } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/store/operations/reviews/appendReview');
    const alone: typeof appendReview = async (tx, options) => {
      await tx('promotion_reviews')
        .where({ promotion_id: options.promotion, alias: options.alias })
        .delete();
      return appendReview(tx, options);
    };
    return { appendReview: alone };
  },
};
