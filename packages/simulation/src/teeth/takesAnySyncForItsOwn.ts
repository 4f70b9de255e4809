import { Tooth } from './Tooth';

export const takesAnySyncForItsOwn: Tooth = {
  name: 'whatever operation has ended well counts as the step’s',
  module: '@waybill/backstage-plugin-waybill-backend/src/argo/operationVerdict',
  caughtBy: 'no success that is not one',
  seed: 1,
  replace(original) {
    const { operationVerdict } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/argo/operationVerdict');
    const credulous: typeof operationVerdict = (app, options) => {
      const verdict = operationVerdict(app, options);
      const last = app.status?.operationState?.phase;
      return verdict.type === 'absent' && last === 'Succeeded'
        ? { ...verdict, type: 'succeeded' }
        : verdict;
    };
    return { operationVerdict: credulous };
  },
};
