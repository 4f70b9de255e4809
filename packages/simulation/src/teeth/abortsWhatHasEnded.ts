import { Tooth } from './Tooth';

export const abortsWhatHasEnded: Tooth = {
  name: 'an abort does not ask whether the promotion has ended',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/promotions/requestAbort',
  caughtBy: 'phases go forward',
  seed: 42,
  replace(original) {
    const { requestAbort } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/store/operations/promotions/requestAbort');
    const hasty: typeof requestAbort = async (tx, options) => {
      await tx('promotions')
        .where({ id: options.id })
        .whereNotNull('finished_at')
        .update({ phase: 'Aborted' });
      return requestAbort(tx, options);
    };
    return { requestAbort: hasty };
  },
};
