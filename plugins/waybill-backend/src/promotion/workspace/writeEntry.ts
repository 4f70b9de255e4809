import { FileMode, Workspace } from '@waybill/backstage-plugin-waybill-node';

/** Puts a file as `readEntry` has read it in the place of what is there. */
export async function writeEntry(
  workspace: Workspace,
  path: string,
  { mode, content }: { mode: FileMode; content: Buffer },
): Promise<void> {
  if (mode === 'link') {
    await workspace.link(path, content.toString('utf8'));
    return;
  }
  await workspace.write(path, content, { executable: mode === 'executable' });
}
