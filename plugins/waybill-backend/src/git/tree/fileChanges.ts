import { FileChange } from '@waybill/backstage-plugin-waybill-node';
import { diffFolders } from './diffFolders';
import { fileModes } from './fileModes';
import { ObjectSource } from './loadFolder';
import { FileNode, FolderNode } from './nodes';

/** What differs between two folders, with the files' content. */
export async function fileChanges(
  before: FolderNode,
  after: FolderNode,
  source: ObjectSource,
): Promise<FileChange[]> {
  const files = await diffFolders(before, after, source);
  const unread = files
    .flatMap(file => [file.before, file.after])
    .flatMap(file => (file && !file.content ? [file.id] : []));
  const blobs = await source.blobs(unread);
  const contentOf = (file: FileNode | undefined) =>
    file && (file.content ?? blobs.get(file.id));
  const modeOf = (file: FileNode | undefined) =>
    file && file.mode !== '100644' ? fileModes[file.mode] : undefined;
  return files.map(file => ({
    path: file.path,
    ...(file.before && { before: contentOf(file.before) }),
    ...(file.after && { after: contentOf(file.after) }),
    ...(modeOf(file.before) && { beforeMode: modeOf(file.before) }),
    ...(modeOf(file.after) && { afterMode: modeOf(file.after) }),
  }));
}
