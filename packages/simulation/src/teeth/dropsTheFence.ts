import { Tooth } from './Tooth';

export const dropsTheFence: Tooth = {
  name: 'writes go on when the claim is lost',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/workItems/heldClaim',
  caughtBy: 'no write under a lost claim',
  seed: 105,
  replace(original) {
    const { heldClaim } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/store/operations/workItems/heldClaim');
    const unfenced: typeof heldClaim = (tx, { id }) =>
      tx('work_items').select('id').where({ id });
    return { heldClaim: unfenced };
  },
};
