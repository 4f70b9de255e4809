import { GitPort } from '@waybill/backstage-plugin-waybill-node';

/** Whether a commit is, or is behind, the tip of a branch. */
export async function isOnBranch(
  git: GitPort,
  repoURL: string,
  commit: string,
  tip: string,
  signal: AbortSignal,
): Promise<boolean> {
  return (
    commit === tip ||
    git.contains({ repoURL, ancestor: commit, descendant: tip, signal })
  );
}
