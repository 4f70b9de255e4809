import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  GitPort,
  GitStart,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { CredentialsPort } from '../ports';
import { branchName } from './branchName';
import { commitId } from './commitId';
import { createGitCache } from './cache/createGitCache';
import { defaultGitLimits, GitLimits } from './GitLimits';
import { changedPaths } from './history/changedPaths';
import { contains } from './history/contains';
import { findByTrailer } from './history/findByTrailer';
import {
  createRepository,
  RepositoryPurpose,
} from './repository/createRepository';
import { listRefs } from './repository/listRefs';
import { repositoryUrl } from './repositoryUrl';
import { openWorkTree } from './tree/openWorkTree';

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

/** The Git port, by the git program on cached partial bare repositories. */
export function createGit(options: GitOptions): GitPort {
  const limits = { ...defaultGitLimits, ...options.limits };
  const allowFileProtocol = options.allowFileProtocol ?? false;
  const cache = createGitCache({
    directory: options.cacheDirectory,
    limits,
    logger: options.logger,
  });

  function connect(repoURL: string, purpose: RepositoryPurpose) {
    return createRepository({
      url: repositoryUrl(repoURL, allowFileProtocol),
      purpose,
      cache,
      credentials: options.credentials,
      pipelineId: options.pipelineId,
      limits,
      allowFileProtocol,
    });
  }

  async function resolve({
    repoURL,
    branch,
    signal,
  }: Parameters<GitPort['resolve']>[0]) {
    const refs = await listRefs(
      await connect(repoURL, 'tree'),
      branch === undefined ? [] : [branchName(branch)],
      signal,
    );
    if (branch === undefined) {
      return refs.defaultBranch;
    }
    const commit = refs.branches.get(branch);
    return commit === undefined ? undefined : { branch, commit };
  }

  /** The branch and commit to begin with; no commit: an orphan. Asks the remote even for a commit that is cached: who may not see the repository gets nothing. */
  async function locate(
    repoURL: string,
    start: GitStart,
    signal: AbortSignal,
  ): Promise<{ branch?: string; commit?: string }> {
    if ('orphan' in start) {
      return { branch: branchName(start.orphan) };
    }
    if ('commit' in start) {
      await resolve({ repoURL, signal });
      return { commit: commitId(start.commit) };
    }
    const branch = 'branch' in start ? branchName(start.branch) : undefined;
    const at = start.at === undefined ? undefined : commitId(start.at);
    const found = await resolve({ repoURL, branch, signal });
    if (found) {
      return { branch: found.branch, commit: at ?? found.commit };
    }
    if (at) {
      return { branch, commit: at };
    }
    if ('branch' in start && start.create) {
      return { branch };
    }
    throw new NotFoundError(
      branch === undefined
        ? `${repoURL} is empty: it has no default branch`
        : `${repoURL} has no branch ${branch}`,
    );
  }

  return {
    resolve,
    async open({ repoURL, start, signal }): Promise<WorkTree> {
      const at = await locate(repoURL, start, signal);
      return openWorkTree({
        repoURL,
        ...at,
        connect: () => connect(repoURL, 'tree'),
        isAncestor: async (ancestor, descendant, until) =>
          contains(
            await connect(repoURL, 'commits'),
            ancestor,
            descendant,
            until,
          ),
        signal,
      });
    },
    async findByTrailer({ repoURL, branch, trailer, since, signal }) {
      return findByTrailer(await connect(repoURL, 'commits'), {
        branch: branchName(branch),
        trailer,
        since: since === undefined ? undefined : commitId(since),
        signal,
      });
    },
    async contains({ repoURL, ancestor, descendant, signal }) {
      return contains(
        await connect(repoURL, 'commits'),
        commitId(ancestor),
        commitId(descendant),
        signal,
      );
    },
    async changedPaths({ repoURL, from, to, signal }) {
      return changedPaths(
        await connect(repoURL, 'tree'),
        commitId(from),
        commitId(to),
        signal,
      );
    },
  };
}
