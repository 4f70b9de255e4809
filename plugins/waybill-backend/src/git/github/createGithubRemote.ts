import { InputError, NotAllowedError } from '@backstage/errors';
import { branchName } from '../branchName';
import { commitId } from '../commitId';
import { outsideParents } from '../objects/outsideParents';
import { tagName } from '../tagName';
import { WorkTreeRemote } from '../tree/WorkTreeRemote';
import { compare } from './compare';
import { GithubRepository } from './createGithubRepository';
import { createGithubSource } from './createGithubSource';
import { moveBranch } from './moveBranch';
import { pushGithubTag } from './pushGithubTag';
import { readNodeId } from './readNodeId';
import { readTreeOf } from './readTreeOf';
import { readRef } from './readRef';
import { uploadCommits } from './uploadCommits';

/** What a work tree needs of its repository, by GitHub's API. */
export function createGithubRemote(options: {
  /** With the credential of now: a work tree may outlive the one it was opened with. */
  connect(): Promise<GithubRepository>;
  fileBytes: number;
  branch?: string;
  base?: string;
}): WorkTreeRemote {
  const { branch, base, fileBytes } = options;
  const remote: WorkTreeRemote = {
    async push(made, { targetBranch, expected, force, verified, signal }) {
      const repository = await options.connect();
      const target = branchName(targetBranch);
      const tipNow = async () =>
        (await readRef(repository, `heads/${target}`, signal))?.id ?? null;
      let lease: string | null | undefined;
      if (expected !== undefined) {
        lease = expected === null ? null : commitId(expected);
      } else if (!force) {
        lease = target === branch ? base ?? null : await tipNow();
      }
      const source = createGithubSource(repository, fileBytes, signal);
      if (lease === null && base === undefined) {
        await assertNotEmpty(repository, signal);
      }
      // A branch that has moved meanwhile refuses; what was uploaded for nothing does no harm.
      const [commit] = await Promise.all([
        uploadCommits(repository, made, {
          source,
          treeOf: parent => readTreeOf(repository, parent, signal),
          verified,
          signal,
        }),
        // What the move will want to know.
        lease === undefined
          ? undefined
          : readNodeId(repository, signal).catch(() => undefined),
      ]);
      return moveBranch(
        repository,
        {
          branch: target,
          commit,
          expected: lease,
          force: force ?? false,
        },
        signal,
      );
    },

    async pushTag(made, tag, signal) {
      const repository = await options.connect();
      tagName(tag.name);
      const parents = outsideParents(made.objects);
      const commit = await uploadCommits(repository, made, {
        source: createGithubSource(repository, fileBytes, signal),
        treeOf: parent => readTreeOf(repository, parent, signal),
        verified: undefined,
        signal,
      });
      if (commit !== tag.commit && !parents.includes(tag.commit)) {
        throw new NotAllowedError(
          `GitHub made another commit than ${tag.commit}, which the tag ${tag.name} names`,
        );
      }
      const content = made.objects.get(tag.object)!.content;
      return pushGithubTag(repository, tag, content, signal);
    },

    async treeOf(commit, signal) {
      return readTreeOf(await options.connect(), commitId(commit), signal);
    },

    async mergeBase(one, other, signal) {
      const found = await compare(await options.connect(), one, other, signal);
      return found?.mergeBase;
    },
  };
  return remote;
}

/** GitHub's API refuses all that makes commits in a repository that has none. */
async function assertNotEmpty(
  repository: GithubRepository,
  signal: AbortSignal,
): Promise<void> {
  const { octokit, at } = repository;
  const { size, default_branch: branch } = await repository.ask(
    'Reading the repository',
    signal,
    () => octokit.repos.get({ ...at, request: { signal } }),
  );
  if (size === 0 && !(await readRef(repository, `heads/${branch}`, signal))) {
    throw new InputError(
      `${repository.name} is empty, and GitHub's API cannot make a first commit; put a file into it, or give it an entry of waybill.git.repositories with "workTree: git"`,
    );
  }
}
