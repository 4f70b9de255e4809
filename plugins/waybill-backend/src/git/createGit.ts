import { InputError } from '@backstage/errors';
import { GitPort, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { branchName } from './branchName';
import { inPushTurn } from './cache/inPushTurn';
import { commitId } from './commitId';
import { createConnect, GitOptions } from './createConnect';
import { defaultGitSettings } from './GitSettings';
import { changedPaths } from './history/changedPaths';
import { contains } from './history/contains';
import { findByTrailer } from './history/findByTrailer';
import { locateStart } from './locateStart';
import { fetchNewBranch } from './repository/fetchNewBranch';
import { listRefs } from './repository/listRefs';
import { readTag } from './repository/readTag';
import { repositoryUrl } from './repositoryUrl';
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

  const source = {
    resolve,
    async resolveTag(repoURL: string, tag: string, signal: AbortSignal) {
      const repository = await connect(repoURL, 'tree');
      return (await readTag(repository, tag, signal))?.commit;
    },
  };

  return {
    resolve,
    async open({
      repoURL,
      start,
      sparse,
      insecureSkipTLSVerify,
      signal,
    }): Promise<WorkTree> {
      if (insecureSkipTLSVerify) {
        assertInsecure(repoURL, options);
      }
      const repository = await connect(repoURL, 'tree');
      const isPlainBranch =
        'branch' in start && start.at === undefined && !start.create;
      const fetched = isPlainBranch
        ? await fetchNewBranch(repository, branchName(start.branch), signal)
        : undefined;
      const at =
        isPlainBranch && fetched
          ? { branch: start.branch, commit: fetched }
          : await locateStart(source, repoURL, start, signal);
      return openWorkTree({
        repoURL,
        ...at,
        repository,
        connect: purpose => connect(repoURL, purpose),
        verifiedPush: options.verifiedPush?.(repoURL),
        signer: options.signer,
        sparse,
        signal,
      });
    },
    pushRules: repoURL => options.settings?.(repoURL) ?? defaultGitSettings,
    inTurn: ({ repoURL, branch, signal }, work) =>
      inPushTurn(
        repositoryUrl(repoURL, options.allowFileProtocol).key,
        branch,
        signal,
        work,
      ),
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

/** A pipeline cannot decide that a certificate is not looked at: the credential would go to whoever answers. */
function assertInsecure(repoURL: string, { insecureHosts }: GitOptions): void {
  const { protocol, host } = new URL(repositoryUrl(repoURL, true).href);
  if (protocol === 'https:' && !insecureHosts?.includes(host)) {
    throw new InputError(
      `"insecureSkipTLSVerify" takes effect only for hosts that "waybill.git.insecureHosts" lists, and ${host} is not among them`,
    );
  }
}
