import { StepContext } from '@waybill/backstage-plugin-waybill-node';

/**
 * Brings a tree to where a push left it, when that was another commit than the one that the steps before make: the result of a merge, or
 * what the host made of it. On another base since, there is nothing to bring back.
 */
export async function replayPush(
  { workspace, record, signal }: StepContext,
  path: string,
): Promise<void> {
  const { commit, pushed = commit, treeBase } = record.value;
  const tree = workspace.treeAt(path);
  if (
    typeof pushed === 'string' &&
    treeBase === (tree.base ?? null) &&
    tree.head !== pushed
  ) {
    await tree.reset(pushed, signal);
  }
}
