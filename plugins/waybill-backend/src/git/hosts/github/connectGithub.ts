import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import { Credential, isProtectedUrl } from '../../../ports';
import { hostFetch } from '../hostFetch';

/** One repository on GitHub, and a client that may see it. */
export interface GithubConnection {
  octokit: Octokit;
  owner: string;
  repo: string;
  host: string;
  /** Of the repository, for a person's browser. */
  webUrl: string;
  /** Tells whoever asks apart: the API and the token, of which it shows nothing. */
  account: string;
  /** Whether it asks with a token. */
  isAuthenticated: boolean;
}

/** GitHub and GitHub Enterprise, by `integrations.github`. Undefined: that does not know the host. */
export async function connectGithub(options: {
  repoURL: URL;
  integrations: ScmIntegrationRegistry;
  credential(): Promise<Credential | undefined>;
  logger: LoggerService;
  /** Of each request. Default: what a host gets otherwise. */
  answerWithinMs?: number;
}): Promise<GithubConnection | undefined> {
  const { repoURL, logger, answerWithinMs } = options;
  const integration = options.integrations.github.byHost(repoURL.host);
  if (!integration) {
    return undefined;
  }
  const { host, apiBaseUrl } = integration.config;
  if (!apiBaseUrl) {
    throw new InputError(
      `integrations.github for ${host} needs an "apiBaseUrl"`,
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
  const credential = await options.credential();
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
    request: { fetch: answerWithinMs ? within(answerWithinMs) : hostFetch },
    log: {
      debug: () => {},
      info: () => {},
      warn: (message: string) => logger.debug(message),
      error: (message: string) => logger.debug(message),
    },
  });
  const webUrl = `${repoURL.origin}/${owner}/${repo}`;
  const isAuthenticated = secret !== undefined;
  const account = createHash('sha256')
    .update(`${apiBaseUrl}\n${secret ?? ''}`)
    .digest('hex');
  return { octokit, owner, repo, host, webUrl, account, isAuthenticated };
}

function within(ms: number): typeof fetch {
  return (input, init) => {
    const late = AbortSignal.timeout(ms);
    const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
    return hostFetch(input, { ...init, signal });
  };
}
