import { Tooth } from './Tooth';

export const auditsNoEnd: Tooth = {
  name: 'the end of a promotion is not audited',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/audit/appendAudit',
  caughtBy: 'audited once',
  seed: 1,
  replace(original) {
    const { appendAudit } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/store/operations/audit/appendAudit');
    const silent: typeof appendAudit = async (tx, options) =>
      options.entry.action === 'promotion.succeeded'
        ? undefined
        : appendAudit(tx, options);
    return { appendAudit: silent };
  },
};
