import { InputError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';

/**
 * A file's text, with its byte order mark; undefined: there is no such file. Throws an `InputError` for one that is no UTF-8, since
 * writing it back would change bytes that nobody asked to change.
 */
export async function readText(
  workspace: Workspace,
  path: string,
): Promise<string | undefined> {
  const content = await workspace.read(path);
  if (!content) {
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      content,
    );
  } catch {
    throw new InputError(`"${path}" is not UTF-8`);
  }
}
