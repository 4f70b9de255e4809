import { InputError } from '@backstage/errors';
import {
  TreeMergeOptions,
  TreeMergeResult,
} from '@waybill/backstage-plugin-waybill-node';
import { NewObject } from '../objects/encodePack';
import { Signer } from '../signing/Signer';
import { diffFolders } from './diffFolders';
import { Edit } from './editFolder';
import { hashFolder } from './hashFolder';
import { makeCommit } from './makeCommit';
import { mergeFolders } from './mergeFolders';
import { FolderNode } from './nodes';
import { storedFolder } from './storedFolder';
import { WorkTreeRemote } from './WorkTreeRemote';

/** A head, the newest commit of the remote's that it is known to contain, and its files. */
interface Head {
  commit: string;
  known: string | undefined;
  root: FolderNode;
}

type Merged = Extract<TreeMergeResult, { status: 'merged' }> & {
  root: FolderNode;
  objects: Map<string, NewObject>;
};

/** Merges a head into a commit of the remote's. Changes neither. */
export async function mergeCommits(
  head: Head,
  options: TreeMergeOptions,
  context: { remote: WorkTreeRemote; edit: Edit; signer: Signer | undefined },
): Promise<Extract<TreeMergeResult, { status: 'conflict' }> | Merged> {
  const { remote, edit, signer } = context;
  const { commit: onto, signal } = options;
  const base = head.known && (await remote.mergeBase(head.known, onto, signal));
  if (!base) {
    throw new InputError(
      `${head.commit} cannot be merged into ${onto}: they have no commit in common`,
    );
  }
  const folderOf = async (commit: string) =>
    storedFolder(await remote.treeOf(commit, signal));
  const theirs = await folderOf(onto);
  const objects = new Map<string, NewObject>();
  const changedIn = async (root: FolderNode) =>
    (await diffFolders(theirs, root, edit.source)).map(({ path }) => path);
  if (base === onto || base === head.commit) {
    const ahead = base === onto;
    const root = ahead ? head.root : theirs;
    const commit = ahead ? head.commit : onto;
    const changed = await changedIn(root);
    return { status: 'merged', commit, changed, root, objects };
  }
  const conflicts: string[] = [];
  const root = await mergeFolders(
    await folderOf(base),
    theirs,
    head.root,
    edit,
    conflicts,
  );
  if (conflicts.length > 0) {
    return { status: 'conflict', paths: conflicts.sort() };
  }
  const tree = hashFolder(root, objects);
  const made = await makeCommit(tree, [onto, head.commit], options, signer);
  objects.set(made.id, { type: 'commit', content: made.content });
  const changed = await changedIn(root);
  return { status: 'merged', commit: made.id, changed, root, objects };
}
