import { StepContext, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { isOnBranch } from '../isOnBranch';

/** `commit`: where the branch is now. `tip`: where it is instead. */
export type PushOutcome =
  | { pushed: true; commit: string }
  | { pushed: false; tip: string | undefined };

/** One compare-and-swap; what counts is where the branch is afterwards, not what was answered. */
export async function pushOnce(
  context: StepContext,
  tree: WorkTree,
  to: {
    branch: string;
    commit: string;
    expected: string | null | undefined;
    force: boolean;
    verified?: { maxRevisions: number };
  },
): Promise<PushOutcome> {
  const { git, signal } = context;
  const { repoURL } = tree;
  try {
    const result = await tree.push({
      targetBranch: to.branch,
      expected: to.expected,
      force: to.force || undefined,
      verified: to.verified,
      signal,
    });
    if (result.status === 'pushed') {
      return { pushed: true, commit: result.commit };
    }
    const { tip } = result;
    const there =
      tip !== undefined &&
      !to.verified &&
      (await isOnBranch(git, repoURL, to.commit, tip, signal));
    return there ? { pushed: true, commit: to.commit } : { pushed: false, tip };
  } catch (error) {
    if (signal.aborted || to.verified) {
      // What the host made has another id, which is found by its trailer alone.
      throw error;
    }
    // The answer may be what was lost, not the push.
    const remote = await git
      .resolve({ repoURL, branch: to.branch, signal })
      .catch(() => undefined);
    if (
      remote &&
      (await isOnBranch(git, repoURL, to.commit, remote.commit, signal).catch(
        () => false,
      ))
    ) {
      return { pushed: true, commit: to.commit };
    }
    throw error;
  }
}
