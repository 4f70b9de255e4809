import { Tooth } from './Tooth';

export const startsOverAgain: Tooth = {
  name: 'a retry from the failed step does again what was done',
  module: '@waybill/backstage-plugin-waybill-common/src/rules/carriedSteps',
  caughtBy: 'a retry goes on where it should',
  seed: 28,
  replace(original) {
    const { carriedSteps } =
      original as typeof import('@waybill/backstage-plugin-waybill-common/src/rules/carriedSteps');
    const forgetful: typeof carriedSteps = promotion =>
      carriedSteps({ ...promotion, stepStates: [] });
    return { carriedSteps: forgetful };
  },
};
