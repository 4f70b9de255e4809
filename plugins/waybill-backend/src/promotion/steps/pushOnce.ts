import { StepContext, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { isOnBranch } from './isOnBranch';

/** One compare-and-swap; what counts is where the branch is afterwards, not what was answered. */
export async function pushOnce(
  context: StepContext,
  tree: WorkTree,
  to: {
    branch: string;
    commit: string;
    expected: string | null | undefined;
    force: boolean;
  },
): Promise<{ pushed: true } | { pushed: false; tip: string | undefined }> {
  const { git, signal } = context;
  const { repoURL } = tree;
  try {
    const result = await tree.push({
      targetBranch: to.branch,
      expected: to.expected,
      force: to.force || undefined,
      signal,
    });
    if (result.status === 'pushed') {
      return { pushed: true };
    }
    const { tip } = result;
    const there =
      tip !== undefined &&
      (await isOnBranch(git, repoURL, to.commit, tip, signal));
    return there ? { pushed: true } : { pushed: false, tip };
  } catch (error) {
    if (signal.aborted) {
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
      return { pushed: true };
    }
    throw error;
  }
}
