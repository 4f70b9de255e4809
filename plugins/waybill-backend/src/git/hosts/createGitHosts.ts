import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  GitHostPort,
  GitHostProvider,
} from '@waybill/backstage-plugin-waybill-node';
import { CredentialsPort } from '../../ports';
import { repositoryUrl } from '../repositoryUrl';
import { builtInGitHosts } from './builtInGitHosts';

/** Pull requests, wherever `integrations` knows the host. */
export function createGitHosts(options: {
  integrations: ScmIntegrationRegistry;
  credentials: CredentialsPort;
  logger: LoggerService;
  pipelineId?: string;
  /** Default: the built-in ones. */
  providers?: readonly GitHostProvider[];
}): GitHostPort {
  const {
    integrations,
    credentials,
    logger,
    pipelineId,
    providers = builtInGitHosts,
  } = options;
  return {
    async forRepository({ repoURL, provider }) {
      const url = new URL(repositoryUrl(repoURL).href);
      const known = providers.map(({ id }) => id).join(', ');
      const asked = providers.filter(
        ({ id }) => provider === undefined || id === provider,
      );
      if (asked.length === 0) {
        throw new InputError(
          `Pull requests on "${provider}" are not supported; expected one of: ${known}`,
        );
      }
      for (const each of asked) {
        const host = await each.connect({
          repoURL: url,
          integrations,
          credential: () =>
            credentials.find({ kind: 'host-api', url: url.href, pipelineId }),
          logger,
        });
        if (host) {
          return host;
        }
      }
      throw new InputError(
        `No Git host with pull requests is known for ${url.host}: add it to "integrations" (supported: ${known})`,
      );
    },
  };
}
