import { InputError } from '@backstage/errors';
import { workspacePath } from '../workspace/workspacePath';

/** Where a path that a file names leads in the workspace. Throws an `InputError` that names both when it leaves it. */
export function relativePath(
  folder: string,
  reference: string,
  from: string,
): string {
  try {
    // An absolute one is no path of the workspace.
    const isBelow = folder !== '' && !reference.startsWith('/');
    return workspacePath(isBelow ? `${folder}/${reference}` : reference);
  } catch {
    throw new InputError(
      `"${from}" names "${reference}", which is not a path inside the workspace`,
    );
  }
}
