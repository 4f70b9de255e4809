import { InputError } from '@backstage/errors';
import { CommitInfo, GitPort } from '@waybill/backstage-plugin-waybill-node';
import { branchName } from '../branchName';
import { inPushTurn } from '../cache/inPushTurn';
import { commitId } from '../commitId';
import { defaultGitLimits, GitLimits } from '../GitLimits';
import { defaultGitSettings, GitSettings } from '../GitSettings';
import { locateStart } from '../locateStart';
import { repositoryUrl } from '../repositoryUrl';
import { Signer } from '../signing/Signer';
import { diffFolders } from '../tree/diffFolders';
import { GitWorkTree } from '../tree/GitWorkTree';
import { storedFolder } from '../tree/storedFolder';
import { compare } from './compare';
import { createGithubRemote } from './createGithubRemote';
import { GithubRepository } from './createGithubRepository';
import { createGithubSource } from './createGithubSource';
import { findCommitByTrailer } from './findCommitByTrailer';
import { readBranch } from './readBranch';
import { readTagCommit } from './readTagCommit';
import { readTreeOf } from './readTreeOf';

export interface GithubGitOptions {
  /** With the credential of now. Throws an `InputError` for a repository that is not on GitHub. */
  connect(repoURL: string): Promise<GithubRepository>;
  limits?: Partial<GitLimits>;
  signer?: Signer;
  settings?(repoURL: string): GitSettings;
}

/** The Git port, by GitHub's API: no clone, no program, no disk. */
export function createGithubGit(options: GithubGitOptions): GitPort {
  const { connect } = options;
  const limits = { ...defaultGitLimits, ...options.limits };

  async function defaultBranch(
    repository: GithubRepository,
    signal: AbortSignal,
  ): Promise<string> {
    const { octokit, at } = repository;
    const found = await repository.ask('Reading the repository', signal, () =>
      octokit.repos.get({ ...at, request: { signal } }),
    );
    return found.default_branch;
  }

  async function resolve({
    repoURL,
    branch: named,
    signal,
  }: Parameters<GitPort['resolve']>[0]) {
    const repository = await connect(repoURL);
    const branch =
      named === undefined
        ? await defaultBranch(repository, signal)
        : branchName(named);
    const commit = await readBranch(repository, branch, signal);
    if (!commit && named !== undefined) {
      // Not there and not to be seen look the same.
      await defaultBranch(repository, signal);
    }
    return commit === undefined ? undefined : { branch, commit };
  }

  const source = {
    resolve,
    resolveTag: async (repoURL: string, tag: string, signal: AbortSignal) =>
      readTagCommit(await connect(repoURL), tag, signal),
  };

  return {
    resolve,
    async open({ repoURL, start, sparse, insecureSkipTLSVerify, signal }) {
      if (insecureSkipTLSVerify) {
        throw new InputError(
          '"insecureSkipTLSVerify" has no effect where GitHub\'s API is used; a certificate authority of your own is trusted with NODE_EXTRA_CA_CERTS',
        );
      }
      const { branch, commit } = await locateStart(
        source,
        repoURL,
        start,
        signal,
      );
      const repository = await connect(repoURL);
      const tree = commit && (await readTreeOf(repository, commit, signal));
      return new GitWorkTree({
        repoURL,
        repositoryKey: repository.key,
        branch,
        base: commit && tree ? { commit, tree } : undefined,
        source: createGithubSource(
          repository,
          limits.fileBytes,
          signal,
          commit,
        ),
        remote: createGithubRemote({
          connect: () => connect(repoURL),
          fileBytes: limits.fileBytes,
          branch,
          base: commit,
        }),
        signer: options.signer,
        sparse,
      });
    },
    pushRules: repoURL => options.settings?.(repoURL) ?? defaultGitSettings,
    inTurn: ({ repoURL, branch, signal }, work) =>
      inPushTurn(repositoryUrl(repoURL).key, branch, signal, work),
    async findByTrailer({
      repoURL,
      branch,
      since,
      ...wanted
    }): Promise<CommitInfo | undefined> {
      return findCommitByTrailer(await connect(repoURL), {
        ...wanted,
        branch: branchName(branch),
        since: since === undefined ? undefined : commitId(since),
        mostCommits: limits.historyCommits,
      });
    },
    async contains({ repoURL, ancestor, descendant, signal }) {
      const [one, other] = [commitId(ancestor), commitId(descendant)];
      if (one === other) {
        return true;
      }
      const repository = await connect(repoURL);
      const found = await compare(repository, one, other, signal);
      if (!found) {
        // One that is not there contains nothing, and is no answer.
        await readTreeOf(repository, other, signal);
      }
      return found?.status === 'ahead';
    },
    async changedPaths({ repoURL, from, to, signal }) {
      const repository = await connect(repoURL);
      const [before, after] = await Promise.all(
        [commitId(from), commitId(to)].map(async commit =>
          storedFolder(await readTreeOf(repository, commit, signal)),
        ),
      );
      const files = await diffFolders(
        before,
        after,
        createGithubSource(repository, limits.fileBytes, signal),
      );
      return files.map(({ path }) => path);
    },
  };
}
