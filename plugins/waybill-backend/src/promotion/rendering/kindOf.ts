import { InputError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';

/** What is at a path of the workspace; undefined: nothing, or an empty folder. */
export async function kindOf(
  workspace: Workspace,
  path: string,
): Promise<'file' | 'folder' | undefined> {
  try {
    const files = await workspace.list(path);
    if (files.length === 1 && files[0] === path) {
      return 'file';
    }
    return files.length > 0 ? 'folder' : undefined;
  } catch (error) {
    // How a work tree answers that is asked to list a file.
    if (error instanceof InputError) {
      return 'file';
    }
    throw error;
  }
}
