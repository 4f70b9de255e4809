import { createGit } from '@waybill/backstage-plugin-waybill-backend/src/git';
import { GitPort } from '@waybill/backstage-plugin-waybill-node';
import { PromoteTarget } from './Promoter';
import { silentLogger } from './silentLogger';

const ports = new Map<string, GitPort>();

/** The Git port of a running backend, by the git program: made once for its cache. */
export function programGit({
  cache,
  credential,
}: Omit<PromoteTarget, 'git'>): GitPort {
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
