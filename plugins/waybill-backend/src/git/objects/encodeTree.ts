import { TreeEntry } from './parseTree';

/**
 * The content of a tree object.
 *
 * @remarks Entries are sorted by their names' bytes, a folder's as if it ended in a slash:
 * https://git-scm.com/docs/git-mktree
 */
export function encodeTree(
  entries: readonly Pick<TreeEntry, 'mode' | 'rawName' | 'id'>[],
): Buffer {
  const slash = Buffer.from('/');
  const lines = entries.map(({ mode, rawName, id }) => ({
    sort: mode === '40000' ? Buffer.concat([rawName, slash]) : rawName,
    line: Buffer.concat([
      Buffer.from(`${mode} `),
      rawName,
      Buffer.from([0]),
      Buffer.from(id, 'hex'),
    ]),
  }));
  lines.sort((a, b) => Buffer.compare(a.sort, b.sort));
  return Buffer.concat(lines.map(({ line }) => line));
}
