import { Tooth } from './Tooth';

export const opensAgain: Tooth = {
  name: 'a pull request is opened without looking for an earlier one',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/promotion/steps/gitOpenPr',
  caughtBy: 'one pull request per promotion',
  seed: 5,
  replace(original) {
    const { gitOpenPr } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/promotion/steps/gitOpenPr');
    const blind = async () => undefined;
    const run: typeof gitOpenPr.run = (context, config) =>
      gitOpenPr.run(
        Object.create(context, {
          hosts: {
            value: {
              async forRepository(
                options: Parameters<typeof context.hosts.forRepository>[0],
              ) {
                const host = await context.hosts.forRepository(options);
                return Object.create(host, {
                  findOpenPullRequest: { value: blind },
                  findNewestPullRequest: { value: blind },
                });
              },
            },
          },
        }),
        config,
      );
    return { gitOpenPr: { ...gitOpenPr, run } };
  },
};
