import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { Credential, CredentialsPort, isProtectedUrl } from '../ports';
import {
  ConfiguredCredential,
  CredentialKind,
  readConfiguredCredentials,
} from './ConfiguredCredential';
import { integrationCredential } from './integrationCredential';
import { matchesUrl } from './matchesUrl';

/**
 * Credentials from Backstage's integrations, then from `waybill.credentials`, the first entry that fits.
 *
 * @remarks None is sent over plain http, but to this machine or where an entry says `allowInsecure`.
 */
export function createCredentials(options: {
  config: Config;
  integrations: ScmIntegrationRegistry;
  logger: LoggerService;
  /** Whose pipeline it is; without it, entries for certain entities are never used. */
  entityOf?(pipelineId: string): Promise<string | undefined>;
}): CredentialsPort {
  const { integrations, logger } = options;
  const configured = readConfiguredCredentials(options.config);
  const github =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const warned = new Set<string>();

  function withheld(url: string): undefined {
    const { origin } = new URL(url);
    if (!warned.has(origin)) {
      warned.add(origin);
      logger.warn(
        `There is a credential for ${origin}, but it is not sent over plain http; see "allowInsecure" in waybill.credentials`,
      );
    }
    return undefined;
  }

  async function isFor(
    entry: ConfiguredCredential,
    kind: CredentialKind,
    url: string,
    pipelineId: string | undefined,
  ): Promise<boolean> {
    if (entry.kinds && !entry.kinds.includes(kind)) {
      return false;
    }
    if (!matchesUrl(entry.url, url)) {
      return false;
    }
    if (!entry.entities) {
      return true;
    }
    const entity = pipelineId && (await options.entityOf?.(pipelineId));
    return Boolean(
      entity && entry.entities.includes(entity.toLocaleLowerCase('en-US')),
    );
  }

  return {
    async find({ kind, url, pipelineId }) {
      if (!/^https?:/.test(url)) {
        return undefined;
      }
      if (kind === 'git' || kind === 'host-api') {
        const found = await integrationCredential(
          { integrations, github },
          kind,
          url,
        );
        if (found) {
          return isProtectedUrl(url) ? found : withheld(url);
        }
      }
      for (const entry of configured) {
        if (await isFor(entry, kind, url, pipelineId)) {
          return entry.allowInsecure || isProtectedUrl(url)
            ? asCredential(entry, kind)
            : withheld(url);
        }
      }
      return undefined;
    },
  };
}

function asCredential(
  entry: ConfiguredCredential,
  kind: CredentialKind,
): Credential {
  if (entry.isToken && entry.username === undefined && kind !== 'git') {
    return { type: 'bearer', token: entry.secret };
  }
  return {
    type: 'basic',
    // Any name does where a token is the password: GitHub, GitLab and Gitea look at the token alone.
    username: entry.username ?? 'x-access-token',
    password: entry.secret,
  };
}
