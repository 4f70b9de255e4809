import { InputError } from '@backstage/errors';

/**
 * A path inside the workspace without `.`, `..` and doubled slashes; empty for the workspace itself. Throws an `InputError` for one
 * that leaves it.
 */
export function workspacePath(path: string): string {
  if (path.startsWith('/') || path.includes('\\') || path.includes('\0')) {
    throw new InputError(
      `Path "${path}" must be relative to the workspace, with "/" between its parts`,
    );
  }
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) {
        throw new InputError(`Path "${path}" leaves the workspace`);
      }
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** Whether a workspace path is the folder itself or below it; every path is below the empty one. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
