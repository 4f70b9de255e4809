import { ignoredFiles } from './ignoredFiles';
import { ObjectSource } from './loadFolder';
import { FileNode, FolderNode } from './nodes';
import { putFiles } from './putFiles';

/**
 * What is there now, taken apart: what a commit would have, and the files that it leaves out.
 *
 * @param before - what is committed
 * @param after - what is there now, `.gitignore` files included
 */
export async function committableFiles(
  before: FolderNode,
  after: FolderNode,
  source: ObjectSource,
): Promise<{ root: FolderNode; ignored: Map<string, FileNode> }> {
  const ignored = await ignoredFiles(before, after, source);
  const root = await putFiles(
    after,
    [...ignored.keys()].map(path => ({ path, node: undefined })),
    source,
  );
  return { root, ignored };
}
