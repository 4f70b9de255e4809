import { runGit } from '../../git/runGit';

export interface TreeEntry {
  /** `100644`, `100755`, `120000`, `040000`, `160000` */
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** Bytes; blobs only. */
  size?: number;
  /** From the root of what was listed. */
  path: string;
}

/** The entries of a tree (or of a commit's tree), with everything below if `recursive`; or the one at `path`. */
export async function readTree(
  repository: string,
  treeish: string,
  options: { recursive?: boolean; path?: string } = {},
): Promise<TreeEntry[]> {
  const output = await runGit(repository, [
    'ls-tree',
    '-z',
    '-l',
    '--full-tree',
    ...(options.recursive ? ['-r', '-t'] : []),
    treeish,
    ...(options.path ? ['--', options.path] : []),
  ]);
  return output
    .toString()
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const tab = line.indexOf('\t');
      const [mode, type, sha, size] = line.slice(0, tab).split(/ +/);
      return {
        mode,
        type: type as TreeEntry['type'],
        sha,
        ...(size !== '-' && { size: Number(size) }),
        path: line.slice(tab + 1),
      };
    });
}
