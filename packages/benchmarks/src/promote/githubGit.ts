import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createGithubGit } from '@waybill/backstage-plugin-waybill-backend/src/git/github/createGithubGit';
import { createGithubRepository } from '@waybill/backstage-plugin-waybill-backend/src/git/github/createGithubRepository';
import { clearObjectCache } from '@waybill/backstage-plugin-waybill-backend/src/git/github/objectCacheOf';
import { connectGithub } from '@waybill/backstage-plugin-waybill-backend/src/git/hosts/github/connectGithub';
import { GitPort } from '@waybill/backstage-plugin-waybill-node';
import { PromoteTarget } from './Promoter';
import { silentLogger } from './silentLogger';

let cleared: string | undefined;

/** The Git port of a running backend, by GitHub's API. Another `cache` than the last: nothing is remembered. */
export function githubGit({
  cache,
  repoURL,
  apiURL,
  credential,
}: Omit<PromoteTarget, 'git'>): GitPort {
  if (cleared !== cache) {
    clearObjectCache();
    cleared = cache;
  }
  const { host } = new URL(repoURL);
  const apiBaseUrl = new URL(apiURL).origin;
  const integrations = ScmIntegrations.fromConfig(
    new ConfigReader({ integrations: { github: [{ host, apiBaseUrl }] } }),
  );
  return createGithubGit({
    async connect(url) {
      const connection = await connectGithub({
        repoURL: new URL(url),
        integrations,
        credential: async () => ({
          type: 'bearer',
          token: credential.password,
        }),
        logger: silentLogger,
      });
      return createGithubRepository(connection!, url.replace(/\.git$/, ''));
    },
  });
}
