import { PushResult } from '@waybill/backstage-plugin-waybill-node';
import { BranchMove } from './BranchMove';
import { compare } from './compare';
import { GithubRepository } from './createGithubRepository';
import { moveBranchByLook } from './moveBranchByLook';
import { movedElsewhere } from './movedElsewhere';
import { readRef } from './readRef';
import { swapRef } from './swapRef';
import { wouldLose } from './wouldLose';

/**
 * Moves a branch, if it is where it is expected to be. GitHub compares and moves in one where its GraphQL API has that; elsewhere, and where
 * there is nothing to compare, it is looked at before.
 */
export async function moveBranch(
  repository: GithubRepository,
  move: BranchMove,
  signal: AbortSignal,
): Promise<PushResult> {
  const { branch, commit, expected, force } = move;
  if (expected === undefined) {
    return moveBranchByLook(repository, move, signal);
  }
  try {
    if (
      await swapRef(repository, { branch, commit, expected, force }, signal)
    ) {
      return { status: 'pushed', commit };
    }
  } catch (error) {
    signal.throwIfAborted();
    // Where it is counts, not what was answered.
    const ref = `heads/${branch}`;
    const tip = await readRef(repository, ref, signal).then(
      found => found?.id ?? null,
      () => expected,
    );
    if (tip === commit) {
      return { status: 'pushed', commit };
    }
    if (tip !== expected) {
      return movedElsewhere(move, tip ?? undefined);
    }
    if (tip && !force && !(await isForward(repository, tip, commit, signal))) {
      return wouldLose(move, tip);
    }
    throw error;
  }
  return moveBranchByLook(repository, move, signal);
}

/** By the commits; how GitHub words a refusal is not written down. */
async function isForward(
  repository: GithubRepository,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<boolean> {
  const found = await compare(repository, from, to, signal);
  return found?.status === 'ahead';
}
