import { PushResult } from '@waybill/backstage-plugin-waybill-node';
import { BranchMove } from './BranchMove';
import { GithubRepository } from './createGithubRepository';
import { movedElsewhere } from './movedElsewhere';
import { readRef } from './readRef';
import { wouldLose } from './wouldLose';

/**
 * Moves a branch by GitHub's REST API, after a look at where it is.
 *
 * @remarks That API compares nothing, but refuses what is no fast-forward: a commit that builds on `expected` overwrites nothing. What it
 * cannot see is a branch that was set back between the look and the move: it is moved on again, and what somebody took away is there again.
 * With `force` it refuses nothing, and what comes between them is lost.
 */
export async function moveBranchByLook(
  repository: GithubRepository,
  move: BranchMove,
  signal: AbortSignal,
): Promise<PushResult> {
  const { octokit, at } = repository;
  const { branch, commit, expected, force } = move;
  const ref = `heads/${branch}`;
  const tipNow = async () => (await readRef(repository, ref, signal))?.id;

  const tip = await tipNow();
  if (tip === commit) {
    return { status: 'pushed', commit };
  }
  if (expected !== undefined && (tip ?? null) !== expected) {
    return movedElsewhere(move, tip);
  }
  try {
    const doing = `Moving ${branch}`;
    const request = { signal };
    await (tip === undefined
      ? repository.ask(doing, signal, () =>
          octokit.git.createRef({
            ...at,
            ref: `refs/${ref}`,
            sha: commit,
            request,
          }),
        )
      : repository.ask(doing, signal, () =>
          octokit.git.updateRef({ ...at, ref, sha: commit, force, request }),
        ));
    return { status: 'pushed', commit };
  } catch (error) {
    signal.throwIfAborted();
    // Where it is counts, not what was answered.
    const now = await tipNow().catch(() => tip);
    if (now === commit) {
      return { status: 'pushed', commit };
    }
    if (now !== tip) {
      return movedElsewhere(move, now);
    }
    const { name, message } = error as Error;
    if (name === 'InputError' && /fast.?forward/i.test(message)) {
      return wouldLose(move, now);
    }
    throw error;
  }
}
