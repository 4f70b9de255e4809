import { FileMode } from '@waybill/backstage-plugin-waybill-node';
import { PromotionWorkspace } from './createWorkspace';
import { readEntry } from './readEntry';

/** What tells a workspace at one moment from the same one at another. */
export interface WorkspaceState {
  /** Of the work trees, by where they are mounted. */
  heads: ReadonlyMap<string, string | undefined>;
  /** Files that differ from their tree's head, and all outside of trees. Undefined: gone. */
  files: ReadonlyMap<string, { mode: FileMode; content: Buffer } | undefined>;
}

export async function workspaceState(
  workspace: PromotionWorkspace,
): Promise<WorkspaceState> {
  const heads = new Map<string, string | undefined>();
  const files = new Map<
    string,
    { mode: FileMode; content: Buffer } | undefined
  >();
  for (const [mountedAt, tree] of workspace.trees()) {
    heads.set(mountedAt, tree.head);
    for (const { path, after, afterMode } of await tree.changes()) {
      files.set(
        mountedAt ? `${mountedAt}/${path}` : path,
        after && { mode: afterMode ?? 'file', content: after },
      );
    }
  }
  for (const path of workspace.scratchFiles()) {
    files.set(path, await readEntry(workspace, path));
  }
  return { heads, files };
}
