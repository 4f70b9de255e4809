import { ServiceUnavailableError } from '@backstage/errors';
import {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { Credential } from '../ports';

const APP_TOKEN_WITHIN_MS = 30_000;

/** What Backstage's own integrations have for a repository. */
export async function integrationCredential(
  options: {
    integrations: ScmIntegrationRegistry;
    github: GithubCredentialsProvider;
  },
  kind: 'git' | 'host-api',
  url: string,
): Promise<Credential | undefined> {
  const { integrations } = options;
  const { host } = new URL(url);
  if (integrations.github.byHost(host)) {
    const { token } = await within(
      options.github.getCredentials({ url }),
      `The credential for ${host}`,
    );
    return asCredential(kind, 'x-access-token', token);
  }
  const gitlab = integrations.gitlab.byHost(host);
  if (gitlab) {
    return asCredential(kind, 'oauth2', gitlab.config.token);
  }
  const gitea = integrations.gitea.byHost(host);
  if (gitea?.config.password) {
    const { username = 'token', password } = gitea.config;
    return { type: 'basic', username, password };
  }
  return undefined;
}

/** Git over HTTP knows no bearer tokens; hosts take them as a password of a user they have set apart for that. */
function asCredential(
  kind: 'git' | 'host-api',
  username: string,
  token: string | undefined,
): Credential | undefined {
  if (!token) {
    return undefined;
  }
  return kind === 'git'
    ? { type: 'basic', username, password: token }
    : { type: 'bearer', token };
}

/** A GitHub App's token is asked for over the network, and the provider has no time-out of its own. */
async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new ServiceUnavailableError(
            `${what} did not arrive within ${APP_TOKEN_WITHIN_MS / 1000} s`,
          ),
        ),
      APP_TOKEN_WITHIN_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
