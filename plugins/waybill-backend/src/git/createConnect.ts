import { LoggerService } from '@backstage/backend-plugin-api';
import { CredentialsPort } from '../ports';
import { createGitCache } from './cache/createGitCache';
import { defaultGitLimits, GitLimits } from './GitLimits';
import {
  createRepository,
  RepositoryPurpose,
} from './repository/createRepository';
import { Repository } from './repository/Repository';
import { repositoryUrl } from './repositoryUrl';

export interface GitOptions {
  /** Shared by all that is created with the same folder; belongs to this process. */
  cacheDirectory: string;
  credentials: CredentialsPort;
  limits?: Partial<GitLimits>;
  logger: LoggerService;
  /** Whose credentials are used. */
  pipelineId?: string;
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
    });
}
