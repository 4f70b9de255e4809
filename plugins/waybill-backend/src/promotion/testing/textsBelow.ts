import { Workspace } from '@waybill/backstage-plugin-waybill-node';

/** All files below a folder of a workspace, by their path in it. */
export async function textsBelow(
  workspace: Workspace,
  folder: string,
): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const path of await workspace.list(folder)) {
    const content = await workspace.read(path);
    texts[path.slice(folder.length + 1)] = content?.toString('utf8') ?? '';
  }
  return texts;
}
