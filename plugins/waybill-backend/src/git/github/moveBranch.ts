import { PushResult } from '@waybill/backstage-plugin-waybill-node';
import { GithubRepository } from './createGithubRepository';
import { readRef } from './readRef';

/**
 * Moves a branch to a commit that GitHub has, if it is where it is expected to be.
 *
 * @remarks GitHub compares nothing, but refuses what is no fast-forward: a commit that builds on `expected` overwrites nothing. What it
 * cannot see is a branch that was set back between the look and the move. With `force` it refuses nothing, and what comes between them is
 * lost.
 */
export async function moveBranch(
  repository: GithubRepository,
  {
    branch,
    commit,
    expected,
    force,
    seen,
  }: {
    branch: string;
    commit: string;
    /** Null: it must not exist; undefined: anywhere. */
    expected: string | null | undefined;
    force: boolean;
    /** Where it was just now. Default: it is looked at. */
    seen?: { tip: string | undefined };
  },
  signal: AbortSignal,
): Promise<PushResult> {
  const { octokit, at } = repository;
  const ref = `heads/${branch}`;
  const tipNow = async () => (await readRef(repository, ref, signal))?.id;
  const elsewhere = (tip: string | undefined): PushResult => ({
    status: 'rejected',
    tip,
    message: `${branch} is at ${tip ?? 'no commit'}, not at ${
      expected ?? 'no commit'
    } as expected`,
  });

  const { tip } = seen ?? { tip: await tipNow() };
  if (tip === commit) {
    return { status: 'pushed', commit };
  }
  if (expected !== undefined && (tip ?? null) !== expected) {
    return elsewhere(tip);
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
      return elsewhere(now);
    }
    const { name, message } = error as Error;
    if (name === 'InputError' && /fast.?forward/i.test(message)) {
      return {
        status: 'rejected',
        tip: now,
        message: `${branch} has commits that ${commit} does not contain`,
      };
    }
    throw error;
  }
}
