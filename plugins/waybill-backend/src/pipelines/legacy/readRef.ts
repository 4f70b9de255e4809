import { normalizeGitUrl } from '@waybill/backstage-plugin-waybill-common';
import { loopProblem } from './loopProblem';

/** Where a Git update takes its files from. */
export type ReadRef =
  /** The Freight's commit of the same repository. `branch` is what the Warehouse follows, where it says so. */
  | { from: 'commit'; index: number; repoURL: string; branch?: string }
  | { from: 'branch'; branch: string }
  | { from: 'defaultBranch' };

/**
 * v0.3's rule: the commit that the Freight carries of the repository, else `readBranch`, else the default branch.
 *
 * @param commits - what the Stage's Freight carries, or what its Warehouses subscribe to
 * @returns a `problem` where the update writes the branch that its own Freight comes from, without a pull request: each
 * promotion would make new Freight, for ever
 */
export function readRef(
  update: {
    repoURL: string;
    readBranch?: string;
    writeBranch?: string;
    pullRequest?: object;
  },
  commits: readonly { repoURL: string; branch?: string }[],
): ReadRef | { problem: string } {
  const wanted = normalizeGitUrl(update.repoURL);
  const index = commits.findIndex(
    ({ repoURL }) => normalizeGitUrl(repoURL) === wanted,
  );
  if (index < 0) {
    return update.readBranch
      ? { from: 'branch', branch: update.readBranch }
      : { from: 'defaultBranch' };
  }
  const { repoURL, branch } = commits[index];
  if (branch && branch === update.writeBranch && !update.pullRequest) {
    return {
      problem: loopProblem(update.repoURL, branch),
    };
  }
  return { from: 'commit', index, repoURL, ...(branch && { branch }) };
}
