import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';
import { kindOf } from './kindOf';

/**
 * Throws an `InputError` for a text in place of a file that would lead somewhere as a path: what Kustomize does not understand as a text
 * it takes for one, shortened by its `..`.
 */
export async function assertNoPath(
  workspace: Workspace,
  options: { folder: string; text: string; from: string },
): Promise<void> {
  const { folder, text, from } = options;
  const path = posix.join('/', folder || '.', text).slice(1);
  const depth = posix.join(folder || '.', text);
  const leaves = text.startsWith('/') || /^\.\.(\/|$)/.test(depth);
  if (leaves || (await isThere(workspace, path))) {
    const [start] = text.trim().split('\n');
    throw new InputError(
      `"${from}" has a text in place (${JSON.stringify(
        start.slice(0, 80),
      )}…) that leads to ${
        leaves ? 'what is outside of the workspace' : `"${path}"`
      } if it is read as a path; put it into a file`,
    );
  }
}

async function isThere(workspace: Workspace, path: string): Promise<boolean> {
  // What a work tree is not asked for by its name.
  const odd = path
    .split('/')
    .filter(part => [...part].some(letter => letter < ' ' || letter === '\\'));
  if (odd.length === 0) {
    return (await kindOf(workspace, path)) !== undefined;
  }
  const files = await workspace.list('');
  return files.some(file => file.split('/').some(part => odd.includes(part)));
}
