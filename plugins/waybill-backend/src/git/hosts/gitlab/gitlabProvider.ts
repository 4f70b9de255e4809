import { InputError } from '@backstage/errors';
import { GitHostProvider } from '@waybill/backstage-plugin-waybill-node';
import { isProtectedUrl } from '../../../ports';
import { createGitlabHost } from './createGitlabHost';

/** gitlab.com and GitLab of one's own, by `integrations.gitlab`. */
export const gitlabProvider: GitHostProvider = {
  id: 'gitlab',
  async connect({ repoURL, integrations, logger, ...connection }) {
    const integration = integrations.gitlab.byHost(repoURL.host);
    if (!integration) {
      return undefined;
    }
    const { host, apiBaseUrl, baseUrl } = integration.config;
    // GitLab may live below a path; projects are named from there.
    const root = new URL(baseUrl).pathname.replace(/\/+$/, '');
    const path = decodeURIComponent(repoURL.pathname)
      .replace(/\/+$/, '')
      .replace(/\.git$/, '');
    const project = path.startsWith(`${root}/`)
      ? path.slice(root.length + 1)
      : '';
    if (!/^[^/]+(\/[^/]+)+$/.test(project)) {
      throw new InputError(
        `Expected a project on GitLab, such as https://${host}/group/project; found ${repoURL.href}`,
      );
    }
    const credential = await connection.credential();
    if (credential && !isProtectedUrl(apiBaseUrl)) {
      throw new InputError(
        `integrations.gitlab for ${host} has an "apiBaseUrl" on plain http, to which no token is sent: ${apiBaseUrl}`,
      );
    }
    return createGitlabHost({
      apiBaseUrl,
      token:
        credential?.type === 'basic' ? credential.password : credential?.token,
      project,
      name: `${host}/${project}`,
      webUrl: `${repoURL.origin}${root}/${project}`,
      logger,
    });
  },
};
