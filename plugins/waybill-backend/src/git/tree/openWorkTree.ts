import {
  PushOptions,
  PushResult,
} from '@waybill/backstage-plugin-waybill-node';
import { branchName } from '../branchName';
import { commitId } from '../commitId';
import { NewObject } from '../objects/encodePack';
import { createObjectSource } from '../repository/createObjectSource';
import { Wanted } from '../repository/fetchCommit';
import { listRefs } from '../repository/listRefs';
import { openCommit } from '../repository/openCommit';
import { pushCommit } from '../repository/pushCommit';
import { Repository } from '../repository/Repository';
import { GitWorkTree } from './GitWorkTree';

/** The work tree of a commit, or an empty one. */
export async function openWorkTree(options: {
  repoURL: string;
  branch?: string;
  commit?: string;
  /** With credentials of now: a work tree may outlive those it was opened with. */
  connect(): Promise<Repository>;
  isAncestor(
    ancestor: string,
    descendant: string,
    signal: AbortSignal,
  ): Promise<boolean>;
  signal: AbortSignal;
}): Promise<GitWorkTree> {
  const { branch, commit, signal } = options;
  const repository = await options.connect();
  const base: Wanted | undefined = commit
    ? { commit, branch, depth: 1, filter: 'blob:none' }
    : undefined;
  const tree = base && (await openCommit(repository, base, signal));

  async function push(
    made: { head: string; objects: Map<string, NewObject> },
    { targetBranch, expected, force, signal: until }: PushOptions,
  ): Promise<PushResult> {
    const target = branchName(targetBranch);
    const remote = await options.connect();
    const tipNow = async () =>
      (await listRefs(remote, [target], until)).branches.get(target) ?? null;

    let lease: string | null | undefined;
    if (expected !== undefined) {
      lease = expected === null ? null : commitId(expected);
    } else if (force) {
      lease = undefined;
    } else {
      lease = target === branch ? commit ?? null : await tipNow();
    }
    const own = [commit, made.head, ...made.objects.keys()];
    if (lease && !force && !own.includes(lease)) {
      // Swapping is not enough: what the branch has must not be lost either.
      const kept =
        commit !== undefined &&
        (await options.isAncestor(lease, commit, until));
      if (!kept) {
        const tip = (await tipNow()) ?? undefined;
        if (tip === made.head) {
          return { status: 'pushed', commit: made.head };
        }
        return {
          status: 'rejected',
          tip,
          message: `${target} has commits that ${made.head} does not contain`,
        };
      }
    }
    return pushCommit(
      remote,
      {
        commit: made.head,
        branch: target,
        expected: lease,
        objects: made.objects,
        base,
      },
      until,
    );
  }

  return new GitWorkTree({
    repoURL: options.repoURL,
    repositoryKey: repository.url.key,
    branch,
    base: commit && tree ? { commit, tree } : undefined,
    source: createObjectSource(repository, base, signal),
    push,
  });
}
