import { InputError } from '@backstage/errors';
import { GitHostProvider } from '@waybill/backstage-plugin-waybill-node';
import { isProtectedUrl } from '../../../ports';
import { createGiteaHost } from './createGiteaHost';

/** Gitea and Forgejo, by `integrations.gitea`. */
export const giteaProvider: GitHostProvider = {
  id: 'gitea',
  async connect({ repoURL, integrations, logger, ...connection }) {
    const integration = integrations.gitea.byHost(repoURL.host);
    if (!integration) {
      return undefined;
    }
    const { host, baseUrl = `https://${host}` } = integration.config;
    const root = new URL(baseUrl).pathname.replace(/\/+$/, '');
    const path = repoURL.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
    const [owner, repo, ...rest] = (
      path.startsWith(`${root}/`) ? path.slice(root.length + 1) : ''
    )
      .split('/')
      .map(decodeURIComponent);
    if (!owner || !repo || rest.length > 0) {
      throw new InputError(
        `Expected a repository on Gitea, such as https://${host}/owner/repository; found ${repoURL.href}`,
      );
    }
    const credential = await connection.credential();
    if (credential && !isProtectedUrl(baseUrl)) {
      throw new InputError(
        `integrations.gitea for ${host} has a "baseUrl" on plain http, to which no password is sent: ${baseUrl}`,
      );
    }
    return createGiteaHost({
      baseUrl: baseUrl.replace(/\/+$/, ''),
      authorization:
        credential?.type === 'basic'
          ? `Basic ${Buffer.from(
              `${credential.username}:${credential.password}`,
            ).toString('base64')}`
          : credential && `Bearer ${credential.token}`,
      owner,
      repo,
      name: `${host}/${owner}/${repo}`,
      webUrl: `${repoURL.origin}${root}/${owner}/${repo}`,
      logger,
    });
  },
};
