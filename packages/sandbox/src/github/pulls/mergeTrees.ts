import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitCommandError, runGit, runGitLine } from '../../git/runGit';

/** The tree that a merge makes, or the paths that stand against it. */
export type TreeMerge =
  | { tree: string; conflicts?: undefined }
  | { tree?: undefined; conflicts: string[] };

interface Stage {
  mode: string;
  sha: string;
}

/** The versions of each path that read-tree could not settle: 1 is the base, 2 ours, 3 theirs. */
function parseUnmerged(output: string): Map<string, Map<string, Stage>> {
  const unmerged = new Map<string, Map<string, Stage>>();
  for (const line of output.split('\0').filter(Boolean)) {
    const [, mode, sha, stage, path] =
      /^(\d+) ([0-9a-f]+) ([123])\t(.*)$/s.exec(line) ?? [];
    const stages = unmerged.get(path) ?? new Map<string, Stage>();
    unmerged.set(path, stages.set(stage, { mode, sha }));
  }
  return unmerged;
}

/** The merged blob of one file; undefined: a conflict. */
async function mergeFile(
  repository: string,
  scratch: string,
  stages: Map<string, Stage>,
): Promise<Stage | undefined> {
  const [base, ours, theirs] = ['1', '2', '3'].map(n => stages.get(n));
  if (!base || !ours || !theirs || ours.mode !== theirs.mode) {
    return undefined;
  }
  const files = { base, ours, theirs };
  for (const [name, stage] of Object.entries(files)) {
    await writeFile(
      join(scratch, name),
      await runGit(repository, ['cat-file', 'blob', stage.sha]),
    );
  }
  try {
    const merged = await runGit(scratch, [
      'merge-file',
      '-p',
      ...['ours', 'base', 'theirs'].map(name => join(scratch, name)),
    ]);
    const sha = await runGitLine(repository, ['hash-object', '-w', '--stdin'], {
      input: merged,
    });
    return { mode: ours.mode, sha };
  } catch (error) {
    if (error instanceof GitCommandError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Merges two trees in a bare repository. Uses an index of its own and `git merge-file`, because `git merge-tree
 * --write-tree` is missing from gits that are still in use; renames are not followed.
 */
export async function mergeTrees(
  repository: string,
  trees: { base: string; ours: string; theirs: string },
): Promise<TreeMerge> {
  const scratch = await mkdtemp(join(tmpdir(), 'sandbox-merge-'));
  const env = { GIT_INDEX_FILE: join(scratch, 'index') };
  try {
    await runGit(
      repository,
      ['read-tree', '-i', '-m', '--aggressive'].concat(
        trees.base,
        trees.ours,
        trees.theirs,
      ),
      { env },
    );
    const output = await runGit(repository, ['ls-files', '-u', '-z'], { env });
    const conflicts: string[] = [];
    const settled: string[] = [];
    for (const [path, stages] of parseUnmerged(output.toString())) {
      const merged = await mergeFile(repository, scratch, stages);
      if (merged) {
        settled.push(
          `0 ${'0'.repeat(merged.sha.length)}\t${path}\0`,
          `${merged.mode} ${merged.sha}\t${path}\0`,
        );
      } else {
        conflicts.push(path);
      }
    }
    if (conflicts.length) {
      return { conflicts };
    }
    await runGit(repository, ['update-index', '-z', '--index-info'], {
      env,
      input: settled.join(''),
    });
    return { tree: await runGitLine(repository, ['write-tree'], { env }) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
