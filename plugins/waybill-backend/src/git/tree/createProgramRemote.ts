import { InputError } from '@backstage/errors';
import {
  PushOptions,
  PushResult,
} from '@waybill/backstage-plugin-waybill-node';
import { branchName } from '../branchName';
import { commitId } from '../commitId';
import { contains } from '../history/contains';
import { mergeBase } from '../history/mergeBase';
import { outsideParents } from '../objects/outsideParents';
import { Wanted } from '../repository/fetchCommit';
import { listRefs } from '../repository/listRefs';
import { openCommit } from '../repository/openCommit';
import { pushCommit } from '../repository/pushCommit';
import { pushTag } from '../repository/pushTag';
import { Repository } from '../repository/Repository';
import { tagName } from '../tagName';
import { Made, WorkTreeRemote } from './WorkTreeRemote';

export interface ProgramRemote {
  /** With credentials of now: a work tree may outlive those it was opened with. */
  connect(purpose: 'tree' | 'commits'): Promise<Repository>;
  /** Pushes that the host itself makes the commits of. Undefined: no host is known that does. */
  verifiedPush?: (made: Made, options: PushOptions) => Promise<PushResult>;
  branch?: string;
  base: Wanted | undefined;
}

/** What a work tree needs of its repository, by the git program. */
export function createProgramRemote(options: ProgramRemote): WorkTreeRemote {
  const { branch, base } = options;
  const pushed = ({ objects }: Made) => {
    const parents = outsideParents(objects).filter(id => id !== base?.commit);
    const others = parents.map(
      (commit): Wanted => ({ commit, depth: 1, filter: 'blob:none' }),
    );
    return { objects, needs: base ? [base, ...others] : others };
  };

  async function push(
    made: Made,
    { targetBranch, expected, force, signal }: PushOptions,
  ): Promise<PushResult> {
    const target = branchName(targetBranch);
    const remote = await options.connect('tree');
    const tipNow = async () =>
      (await listRefs(remote, [target], signal)).branches.get(target) ?? null;

    let lease: string | null | undefined;
    if (expected !== undefined) {
      lease = expected === null ? null : commitId(expected);
    } else if (force) {
      lease = undefined;
    } else {
      lease = target === branch ? base?.commit ?? null : await tipNow();
    }
    const { objects, needs } = pushed(made);
    const own = [
      made.head,
      ...objects.keys(),
      ...needs.map(({ commit }) => commit),
    ];
    if (lease && !force && !own.includes(lease)) {
      // Swapping is not enough: what the branch has must not be lost either.
      const kept =
        base !== undefined &&
        (await contains(
          await options.connect('commits'),
          lease,
          base.commit,
          signal,
        ));
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
      { commit: made.head, branch: target, expected: lease, objects, needs },
      signal,
    );
  }

  return {
    async push(made, request) {
      if (!request.verified) {
        return push(made, request);
      }
      if (!options.verifiedPush) {
        throw new InputError(
          'Only GitHub makes commits with a signature of its own; "integrations.github" has no entry for this host',
        );
      }
      // The host knows nothing of what the tree was opened from.
      const opened = request.targetBranch === branch && !request.force;
      return options.verifiedPush(made, {
        ...request,
        ...(request.expected === undefined &&
          opened && { expected: base?.commit ?? null }),
      });
    },
    async pushTag(made, tag, signal) {
      return pushTag(
        await options.connect('tree'),
        { ...tag, name: tagName(tag.name) },
        pushed(made),
        signal,
      );
    },
    async treeOf(commit, signal) {
      const wanted: Wanted = {
        commit: commitId(commit),
        branch,
        depth: 1,
        filter: 'blob:none',
      };
      return openCommit(await options.connect('tree'), wanted, signal);
    },
    async mergeBase(one, other, signal) {
      return mergeBase(await options.connect('commits'), one, other, signal);
    },
  };
}
