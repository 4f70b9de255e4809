import { InputError } from '@backstage/errors';
import { WAYBILL_PROMOTION_TRAILER } from '@waybill/backstage-plugin-waybill-common';
import { StepContext, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { committedChanges } from '../../workspace/RecordingWorkTree';
import { isOnBranch } from '../isOnBranch';

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
  { branch, verified }: { branch: string; verified: boolean },
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
  if (
    !verified &&
    (await isOnBranch(git, repoURL, intent.commit, remote.commit, signal))
  ) {
    return intent.commit;
  }
  // Somebody may have rewritten the branch with our change in it, and a host makes commits with ids of its own.
  const { id, carriedFrom = [] } = context.promotion;
  for (const value of [id, ...carriedFrom]) {
    const found = await git.findByTrailer({
      repoURL,
      branch,
      trailer: { key: WAYBILL_PROMOTION_TRAILER, value },
      since: intent.base ?? undefined,
      signal,
    });
    // One that an earlier step has pushed is no sign of this push, and anybody can write our trailer.
    if (
      found &&
      !own.has(found.id) &&
      (await hasChangesOf(context, tree, found.id))
    ) {
      return found.id;
    }
  }
  return undefined;
}

/** Whether a commit has every file as this tree's commits leave it. */
async function hasChangesOf(
  { git, signal }: StepContext,
  tree: WorkTree,
  commit: string,
): Promise<boolean> {
  const changes = committedChanges(tree);
  if (!changes) {
    return false;
  }
  const { repoURL } = tree;
  const there = await git.open({ repoURL, start: { commit }, signal });
  for (const { path, after } of changes) {
    const found = await readFile(there, path);
    if (after ? !found || !after.equals(found) : found) {
      return false;
    }
  }
  return true;
}

/** Undefined also for a folder. */
async function readFile(
  tree: WorkTree,
  path: string,
): Promise<Buffer | undefined> {
  try {
    return await tree.read(path);
  } catch (error) {
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}
