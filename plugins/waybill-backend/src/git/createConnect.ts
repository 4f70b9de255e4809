import { LoggerService } from '@backstage/backend-plugin-api';
import {
  PushOptions,
  PushResult,
} from '@waybill/backstage-plugin-waybill-node';
import { CredentialsPort } from '../ports';
import { createGitCache } from './cache/createGitCache';
import { defaultGitLimits, GitLimits } from './GitLimits';
import { GitSettings } from './GitSettings';
import {
  createRepository,
  RepositoryPurpose,
} from './repository/createRepository';
import { Repository } from './repository/Repository';
import { repositoryUrl } from './repositoryUrl';
import { Signer } from './signing/Signer';
import { Made } from './tree/WorkTreeRemote';

export interface GitOptions {
  /** Shared by all that is created with the same folder; belongs to this process. */
  cacheDirectory: string;
  credentials: CredentialsPort;
  limits?: Partial<GitLimits>;
  logger: LoggerService;
  /** Whose credentials are used. */
  pipelineId?: string;
  /** Makes the signatures of commits and tags. Undefined: they have none. */
  signer?: Signer;
  /** What is configured for a repository. */
  settings?(repoURL: string): GitSettings;
  /** Hosts (with their ports) whose certificates are not looked at. */
  insecureHosts?: readonly string[];
  /** How a host makes the commits of a push itself. Undefined: this one does not. */
  verifiedPush?(
    repoURL: string,
  ): ((made: Made, options: PushOptions) => Promise<PushResult>) | undefined;
  /** For tests: repositories on this disk. */
  allowFileProtocol?: boolean;
}

/** A repository by its URL, with the credentials of now. */
export type Connect = (
  repoURL: string,
  purpose: RepositoryPurpose,
) => Promise<Repository>;

export function createConnect(options: GitOptions): Connect {
  const limits = { ...defaultGitLimits, ...options.limits };
  const allowFileProtocol = options.allowFileProtocol ?? false;
  const cache = createGitCache({
    directory: options.cacheDirectory,
    limits,
    logger: options.logger,
  });
  return (repoURL, purpose) =>
    createRepository({
      url: repositoryUrl(repoURL, allowFileProtocol),
      purpose,
      cache,
      credentials: options.credentials,
      pipelineId: options.pipelineId,
      limits,
      allowFileProtocol,
      insecureHosts: options.insecureHosts ?? [],
    });
}
