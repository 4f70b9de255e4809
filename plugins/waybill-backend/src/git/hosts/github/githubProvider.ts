import { InputError } from '@backstage/errors';
import { Octokit } from '@octokit/rest';
import { isProtectedUrl } from '../../../ports';
import { GitHostProvider } from '../createGitHosts';
import { createGithubHost } from './createGithubHost';
import { timedFetch } from './timedFetch';

/** GitHub and GitHub Enterprise, by `integrations.github`. */
export const githubProvider: GitHostProvider = {
  id: 'github',
  async connect({ repoURL, integrations, credentials, logger, pipelineId }) {
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
    const credential = await credentials.find({
      kind: 'host-api',
      url: repoURL.href,
      pipelineId,
    });
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
      request: { fetch: timedFetch },
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
