import { InputError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';

/** As many as Git work trees follow. */
const MOST_LINKS = 40;

/**
 * Where a folder of the workspace is once links are followed, as a program sees it that resolves it on disk and goes up from there. One
 * that does not exist stays as it is; throws an `InputError` for one that leaves the workspace.
 */
export async function realFolder(
  workspace: Workspace,
  path: string,
): Promise<string> {
  const done: string[] = [];
  let todo = path.split('/');
  let links = 0;
  while (todo.length > 0) {
    const [name, ...rest] = todo;
    todo = rest;
    if (name === '..') {
      if (done.pop() === undefined) {
        throw new InputError(`"${path}" leads out of the workspace by a link`);
      }
    } else if (name !== '' && name !== '.') {
      const here = [...done, name].join('/');
      const target = await linkAt(workspace, here);
      if (target === undefined || target.startsWith('/')) {
        done.push(name);
      } else {
        links += 1;
        todo = [...target.split('/'), ...todo];
      }
    }
    if (links > MOST_LINKS) {
      throw new InputError(
        `"${path}" leads through more than ${MOST_LINKS} symbolic links`,
      );
    }
  }
  return done.join('/');
}

async function linkAt(
  workspace: Workspace,
  path: string,
): Promise<string | undefined> {
  try {
    // Outside of work trees links are laid out as texts.
    return workspace.locate(path) && (await workspace.readLink(path));
  } catch (error) {
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}
