import { Tooth } from './Tooth';

export const leavesRunsAlone: Tooth = {
  name: 'the AnalysisRun of a verification that was ended is not stopped',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/engine/stages/keepVerification',
  caughtBy: 'no AnalysisRun is left running',
  seed: 283,
  replace(original) {
    const { keepVerification } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/engine/stages/keepVerification');
    const forgetful: typeof keepVerification = (transaction, options) =>
      keepVerification(transaction, { ...options, stop: false });
    return { keepVerification: forgetful };
  },
};
