import { FileMode, Workspace } from '@waybill/backstage-plugin-waybill-node';

/** A file as it is, a link not followed; undefined: there is none. */
export async function readEntry(
  workspace: Workspace,
  path: string,
): Promise<{ mode: FileMode; content: Buffer } | undefined> {
  const mode = await workspace.mode(path);
  const content =
    mode === 'link'
      ? Buffer.from((await workspace.readLink(path)) ?? '')
      : mode && (await workspace.read(path));
  return mode && content ? { mode, content } : undefined;
}
