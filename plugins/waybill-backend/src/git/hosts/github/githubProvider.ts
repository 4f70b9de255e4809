import { InputError } from '@backstage/errors';
import { Octokit } from '@octokit/rest';
import { GitHostProvider } from '@waybill/backstage-plugin-waybill-node';
import { isProtectedUrl } from '../../../ports';
import { hostFetch } from '../hostFetch';
import { createGithubHost } from './createGithubHost';

/** GitHub and GitHub Enterprise, by `integrations.github`. */
export const githubProvider: GitHostProvider = {
  id: 'github',
  async connect({ repoURL, integrations, logger, ...connection }) {
    const integration = integrations.github.byHost(repoURL.host);
    if (!integration) {
      return undefined;
    }
    const { host, apiBaseUrl } = integration.config;
    if (!apiBaseUrl) {
      throw new InputError(
        `integrations.github for ${host} needs an "apiBaseUrl" for pull requests`,
      );
    }
    const [owner, repo, ...rest] = repoURL.pathname
      .replace(/\/+$/, '')
      .replace(/\.git$/, '')
      .split('/')
      .slice(1)
      .map(decodeURIComponent);
    if (!owner || !repo || rest.length > 0) {
      throw new InputError(
        `Expected a repository on GitHub, such as https://${host}/owner/repository; found ${repoURL.href}`,
      );
    }
    const credential = await connection.credential();
    if (credential && !isProtectedUrl(apiBaseUrl)) {
      throw new InputError(
        `integrations.github for ${host} has an "apiBaseUrl" on plain http, to which no token is sent: ${apiBaseUrl}`,
      );
    }
    const secret =
      credential?.type === 'basic' ? credential.password : credential?.token;
    const octokit = new Octokit({
      baseUrl: apiBaseUrl.replace(/\/+$/, ''),
      auth: secret,
      userAgent: 'waybill',
      request: { fetch: hostFetch },
      log: {
        debug: () => {},
        info: () => {},
        warn: (message: string) => logger.debug(message),
        error: (message: string) => logger.debug(message),
      },
    });
    const webUrl = `${repoURL.origin}/${owner}/${repo}`;
    return createGithubHost({ octokit, owner, repo, host, webUrl, logger });
  },
};
