import {
  StepContext,
  StepFailure,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';

/** Where `generateTargetBranch` pushes to, before the Promotion's id. */
export const GENERATED_BRANCHES = 'kargo/promotion/';

/** What `git-push` and `github-push` have in common. */
export interface PushConfig {
  path: string;
  targetBranch?: string | null;
  generateTargetBranch?: boolean;
  force?: boolean;
  maxAttempts?: number;
  provider?: string;
}

/** The branch that a push moves, and whether it may lose commits there. Throws a `StepFailure` when nobody says which. */
export function pushTarget(
  context: StepContext,
  config: PushConfig,
  tree: WorkTree,
): { branch: string; force: boolean } {
  const force = config.force ?? false;
  if (config.generateTargetBranch) {
    const branch = `${GENERATED_BRANCHES}${context.promotion.id}`;
    // Nobody else's: what is there is of an earlier try of this Promotion.
    return { branch, force: true };
  }
  const branch = config.targetBranch || tree.branch;
  if (!branch) {
    throw new StepFailure(
      `"${config.path}" was cloned at a commit, so "targetBranch" must say where to push`,
    );
  }
  return { branch, force };
}

/** A push to another branch may carry nothing but what the base has; to its own branch that would be nothing. */
export function hasCommits(tree: WorkTree, branch: string): boolean {
  if (tree.head === undefined) {
    return false;
  }
  const isOwnBranch = tree.branch === branch;
  const isNew = branch.startsWith(GENERATED_BRANCHES);
  return tree.head !== tree.base || !(isOwnBranch || isNew);
}
