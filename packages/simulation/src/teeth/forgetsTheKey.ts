import { Tooth } from './Tooth';

export const forgetsTheKey: Tooth = {
  name: 'an Idempotency-Key is taken and not kept',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/store/operations/promotions/reserveIdempotencyKey',
  caughtBy: 'one promotion for an Idempotency-Key',
  seed: 1,
  replace: () => ({ reserveIdempotencyKey: async () => undefined }),
};
