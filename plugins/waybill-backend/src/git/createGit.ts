import { NotFoundError } from '@backstage/errors';
import {
  GitPort,
  GitStart,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { branchName } from './branchName';
import { commitId } from './commitId';
import { createConnect, GitOptions } from './createConnect';
import { changedPaths } from './history/changedPaths';
import { contains } from './history/contains';
import { findByTrailer } from './history/findByTrailer';
import { listRefs } from './repository/listRefs';
import { openWorkTree } from './tree/openWorkTree';

/** The Git port, by the git program on cached partial bare repositories. */
export function createGit(options: GitOptions): GitPort {
  const connect = createConnect(options);

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
