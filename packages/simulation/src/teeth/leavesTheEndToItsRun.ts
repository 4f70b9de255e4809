import { Tooth } from './Tooth';

export const leavesTheEndToItsRun: Tooth = {
  name: 'a verification that somebody ends becomes what its AnalysisRun says in the end',
  module:
    '@waybill/backstage-plugin-waybill-common/src/rules/verification/nextVerification',
  caughtBy: 'verified only by a run that was successful',
  seed: 10,
  replace(original) {
    const { nextVerification } =
      original as typeof import('@waybill/backstage-plugin-waybill-common/src/rules/verification/nextVerification');
    const patient: typeof nextVerification = situation => {
      const step = nextVerification(situation);
      const [newest, ...older] = situation.history;
      return step.act === 'terminate'
        ? { ...step, history: [{ ...newest, message: 'ending' }, ...older] }
        : step;
    };
    return { nextVerification: patient };
  },
};
