import { InputError } from '@backstage/errors';
import { isUnsafeName } from '../tree/isUnsafeName';

export interface TreeEntry {
  /** As in the tree: `100644`, `100755`, `120000`, `40000`, `160000`. */
  mode: string;
  name: string;
  /** Names are bytes to Git; kept for those that are not UTF-8. */
  rawName: Buffer;
  id: string;
}

/** The entries of a tree object. Refuses names that would lead elsewhere once they became paths. */
export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    if (space < 0 || end < 0 || end + 21 > content.length) {
      throw new Error('A tree object is cut short');
    }
    const rawName = Buffer.from(content.subarray(space + 1, end));
    const name = decode(rawName);
    if (isUnsafeName(name)) {
      throw new InputError(
        `The repository has a folder with an entry named ${JSON.stringify(
          name,
        )}, which is refused`,
      );
    }
    entries.push({
      mode: content.toString('latin1', at, space),
      name,
      rawName,
      id: content.toString('hex', end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

function decode(rawName: Buffer): string {
  const text = rawName.toString('utf8');
  return Buffer.from(text).equals(rawName) ? text : rawName.toString('latin1');
}
