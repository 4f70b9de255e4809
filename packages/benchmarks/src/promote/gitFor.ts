import { createGit } from '@waybill/backstage-plugin-waybill-backend/src/git';
import { GitPort } from '@waybill/backstage-plugin-waybill-node';
import { Promoter } from './Promoter';

const ports = new Map<string, GitPort>();

export const silentLogger: Parameters<typeof createGit>[0]['logger'] = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silentLogger,
};

/** The Git port of a running backend: made once for its cache. */
export function gitFor({
  cache,
  credential,
}: Parameters<Promoter['promote']>[0]): GitPort {
  const git =
    ports.get(cache) ??
    createGit({
      cacheDirectory: cache,
      credentials: { find: async () => ({ type: 'basic', ...credential }) },
      logger: silentLogger,
    });
  ports.set(cache, git);
  return git;
}
