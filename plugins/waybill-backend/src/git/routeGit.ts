import { GitPort } from '@waybill/backstage-plugin-waybill-node';

/** One Git port for all repositories, each asked through the one that it is for. */
export function routeGit(portOf: (repoURL: string) => GitPort): GitPort {
  return {
    open: async options => portOf(options.repoURL).open(options),
    pushRules: repoURL => portOf(repoURL).pushRules(repoURL),
    inTurn: async (options, work) =>
      portOf(options.repoURL).inTurn(options, work),
    resolve: async options => portOf(options.repoURL).resolve(options),
    findByTrailer: async options =>
      portOf(options.repoURL).findByTrailer(options),
    contains: async options => portOf(options.repoURL).contains(options),
    changedPaths: async options =>
      portOf(options.repoURL).changedPaths(options),
  };
}
