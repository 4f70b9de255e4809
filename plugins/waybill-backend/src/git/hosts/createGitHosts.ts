import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { GitHost, GitHostPort } from '@waybill/backstage-plugin-waybill-node';
import { CredentialsPort } from '../../ports';
import { repositoryUrl } from '../repositoryUrl';
import { githubProvider } from './github/githubProvider';

/** One kind of Git host. A new one is a file that exports one of these, and a line below. */
export interface GitHostProvider {
  /** As in a step's `provider`. */
  id: string;
  /** Undefined: no integration is configured for this host. */
  connect(options: GitHostConnection): Promise<GitHost | undefined>;
}

export interface GitHostConnection {
  repoURL: URL;
  integrations: ScmIntegrationRegistry;
  credentials: CredentialsPort;
  logger: LoggerService;
  pipelineId: string | undefined;
}

const providers: GitHostProvider[] = [githubProvider];

/** Pull requests, wherever `integrations` knows the host. */
export function createGitHosts(options: {
  integrations: ScmIntegrationRegistry;
  credentials: CredentialsPort;
  logger: LoggerService;
  pipelineId?: string;
}): GitHostPort {
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
          ...options,
          repoURL: url,
          pipelineId: options.pipelineId,
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
