import { Tooth } from './Tooth';

export const pushesAgain: Tooth = {
  name: 'a push does not look for an earlier one of its own',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/promotion/steps/gitPush',
  caughtBy: 'one commit per promotion',
  seed: 1464,
  replace(original) {
    const { gitPush } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/promotion/steps/gitPush');
    const run: typeof gitPush.run = (context, config) => {
      const pushed = new Set<unknown>();
      const { git } = context;
      const blind: typeof git.contains = async options =>
        !pushed.has(options.ancestor) && git.contains(options);
      const record: typeof context.record = {
        value: {},
        note: async ({ commit }) => {
          pushed.add(commit);
        },
      };
      return gitPush.run(
        Object.create(context, {
          record: { value: record },
          git: { value: { ...git, contains: blind } },
        }),
        config,
      );
    };
    return { gitPush: { ...gitPush, run } };
  },
};
