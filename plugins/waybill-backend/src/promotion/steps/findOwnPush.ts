import { WAYBILL_PROMOTION_TRAILER } from '@waybill/backstage-plugin-waybill-common';
import { StepContext, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { isOnBranch } from './isOnBranch';

/** What is noted before each attempt, so that it can be told afterwards whether it went through. */
export interface PushIntent {
  repoURL: string;
  branch: string;
  commit: string;
  /** Where the branch was expected to be; null: nowhere. */
  base: string | null;
}

/** Looks whether an attempt noted before a crash went through. */
export async function findOwnPush(
  context: StepContext,
  tree: WorkTree,
  branch: string,
  own: Set<string>,
): Promise<string | undefined> {
  const intent = context.record.value as Partial<PushIntent>;
  if (!intent.commit || intent.branch !== branch) {
    return undefined;
  }
  const { git, signal } = context;
  const { repoURL } = tree;
  const remote = await git.resolve({ repoURL, branch, signal });
  if (!remote) {
    return undefined;
  }
  if (await isOnBranch(git, repoURL, intent.commit, remote.commit, signal)) {
    return intent.commit;
  }
  // Somebody may have rewritten the branch with our change in it.
  const found = await git.findByTrailer({
    repoURL,
    branch,
    trailer: { key: WAYBILL_PROMOTION_TRAILER, value: context.promotion.id },
    since: intent.base ?? undefined,
    signal,
  });
  // One that an earlier step has pushed is no sign of this push.
  return found && !own.has(found.id) ? found.id : undefined;
}
