import { InputError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';

/** Whether there is a file at a path, or a link that leads to one. */
export async function isFile(
  workspace: Workspace,
  path: string,
): Promise<boolean> {
  const mode = await workspace.mode(path);
  if (mode !== 'link') {
    return mode !== undefined;
  }
  try {
    return (await workspace.read(path)) !== undefined;
  } catch (error) {
    // How a folder answers; where it was something else, listing it says so.
    if (error instanceof InputError) {
      return false;
    }
    throw error;
  }
}
