import { Tooth } from './Tooth';

export const syncsAgain: Tooth = {
  name: 'a step does not know its own operation when it sees it',
  module: '@waybill/backstage-plugin-waybill-backend/src/argo/operationVerdict',
  caughtBy: 'one sync per step',
  seed: 2,
  replace(original) {
    const { operationVerdict } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/argo/operationVerdict');
    const forgetful: typeof operationVerdict = (app, options) => {
      const verdict = operationVerdict(app, options);
      return verdict.type === 'running'
        ? { ...verdict, type: 'absent' }
        : verdict;
    };
    return { operationVerdict: forgetful };
  },
};
