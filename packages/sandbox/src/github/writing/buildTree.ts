import { runGitLine } from '../../git/runGit';
import { readTree } from '../reading/readTree';

/** One change of a tree: an object at a path, or nothing there any more. */
export interface TreeChange {
  path: string[];
  /** Undefined: goes. */
  entry: { mode: string; sha: string } | undefined;
}

/** Writes the tree that changes make of another, or of nothing; folders without a change are not looked into. */
export async function buildTree(
  repository: string,
  base: string | undefined,
  changes: TreeChange[],
): Promise<string | undefined> {
  const entries = new Map(
    (base ? await readTree(repository, base) : []).map(entry => [
      entry.path,
      { mode: entry.mode, sha: entry.sha },
    ]),
  );
  const below = new Map<string, TreeChange[]>();
  for (const change of changes) {
    const [name, ...rest] = change.path;
    if (rest.length > 0) {
      const others = below.get(name) ?? [];
      below.set(name, [...others, { ...change, path: rest }]);
    } else if (change.entry) {
      entries.set(name, change.entry);
    } else {
      entries.delete(name);
    }
  }
  for (const [name, inside] of below) {
    const present = entries.get(name);
    const sha = await buildTree(
      repository,
      present?.mode === '040000' ? present.sha : undefined,
      inside,
    );
    if (sha) {
      entries.set(name, { mode: '040000', sha });
    } else {
      entries.delete(name);
    }
  }
  if (entries.size === 0) {
    return undefined;
  }
  const lines = [...entries].map(
    ([name, { mode, sha }]) => `${mode} ${typeOf(mode)} ${sha}\t${name}\0`,
  );
  return runGitLine(repository, ['mktree', '-z', '--missing'], {
    input: lines.join(''),
  });
}

function typeOf(mode: string): string {
  switch (mode) {
    case '040000':
      return 'tree';
    case '160000':
      return 'commit';
    default:
      return 'blob';
  }
}
