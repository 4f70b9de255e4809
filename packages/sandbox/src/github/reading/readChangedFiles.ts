import { runGit } from '../../git/runGit';

export interface ChangedFile {
  path: string;
  status: 'added' | 'removed' | 'modified';
  /** Blob afterwards, or before if it is removed. */
  sha: string;
  additions: number;
  deletions: number;
  /** Unified diff without the lines that name the files; undefined for what is no text. */
  patch?: string;
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const STATUS: Record<string, ChangedFile['status']> = {
  A: 'added',
  D: 'removed',
};

/** Files that differ between two commits; renames are shown as a removal and an addition. */
export async function readChangedFiles(
  repository: string,
  from: string | undefined,
  to: string,
): Promise<ChangedFile[]> {
  const trees = [from ?? EMPTY_TREE, to];
  const diff = (...options: string[]) =>
    runGit(repository, ['diff-tree', '-r', '--no-renames', ...options]);
  const raw = (await diff('-z', '--raw', '--no-abbrev', ...trees))
    .toString()
    .split('\0')
    .filter(Boolean);
  const counts = (await diff('-z', '--numstat', ...trees))
    .toString()
    .split('\0')
    .filter(Boolean)
    .map(line => line.split('\t'));
  const patches = (await diff('-p', '--no-color', '--no-ext-diff', ...trees))
    .toString()
    .split(/^diff --git .*\n/m)
    .slice(1);

  return counts.map(([additions, deletions, path], index) => {
    const [, , before, after, letter] = raw[index * 2].split(' ');
    const status = STATUS[letter] ?? 'modified';
    const patch = patches[index] ?? '';
    const start = patch.search(/^@@ /m);
    return {
      path,
      status,
      sha: status === 'removed' ? before : after,
      additions: Number(additions) || 0,
      deletions: Number(deletions) || 0,
      ...(start >= 0 && { patch: patch.slice(start).trimEnd() }),
    };
  });
}
