import { WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { Tooth } from './Tooth';

export const forgetsTheTrailer: Tooth = {
  name: 'commits do not say which promotion they are of',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/promotion/steps/gitCommit',
  caughtBy: 'every effect bears its promotion’s mark',
  seed: 8,
  replace(original) {
    const { gitCommit } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/promotion/steps/gitCommit');
    const run: typeof gitCommit.run = (context, config) => {
      const workspace = Object.create(context.workspace, {
        treeAt: {
          value: (path: string) =>
            withoutTrailers(context.workspace.treeAt(path)),
        },
      });
      return gitCommit.run(
        Object.create(context, { workspace: { value: workspace } }),
        config,
      );
    };
    return { gitCommit: { ...gitCommit, run } };
  },
};

function withoutTrailers(tree: WorkTree): WorkTree {
  return Object.create(tree, {
    commit: {
      value: (options: Parameters<WorkTree['commit']>[0]) =>
        tree.commit({ ...options, trailers: {} }),
    },
  });
}
