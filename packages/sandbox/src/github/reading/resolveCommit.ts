import { GitCommandError, runGitLine } from '../../git/runGit';

async function verify(repository: string, revision: string) {
  try {
    return await runGitLine(repository, [
      'rev-parse',
      '--verify',
      '--quiet',
      revision,
    ]);
  } catch (error) {
    if (error instanceof GitCommandError) {
      return undefined;
    }
    throw error;
  }
}

/** The commit of a branch, a tag or a (shortened) commit ID; in that order, as on GitHub. Undefined: there is none. */
export async function resolveCommit(
  repository: string,
  ref: string,
): Promise<string | undefined> {
  const name = ref.replace(/^refs\//, '');
  // Anything else could be read as an expression (`main~3`, `:/text`), which GitHub does not take either.
  if (!name || /[\s~^:?*[\\]|\.\.|@\{/.test(name)) {
    return undefined;
  }
  const candidates = [
    `refs/${name}^{commit}`,
    `refs/heads/${name}^{commit}`,
    `refs/tags/${name}^{commit}`,
    ...(/^[0-9a-f]{7,40}$/.test(name) ? [`${name}^{commit}`] : []),
  ];
  for (const candidate of candidates) {
    const commit = await verify(repository, candidate);
    if (commit) {
      return commit;
    }
  }
  return undefined;
}

/** The commit a branch is at, and nothing but a branch. */
export async function resolveBranch(
  repository: string,
  branch: string,
): Promise<string | undefined> {
  return /[\s~^:?*[\\]|\.\.|@\{/.test(branch)
    ? undefined
    : verify(repository, `refs/heads/${branch}^{commit}`);
}

/** The name of the default branch, whether or not it has a commit. */
export async function readDefaultBranch(repository: string): Promise<string> {
  const head = await runGitLine(repository, ['symbolic-ref', 'HEAD']);
  return head.replace(/^refs\/heads\//, '');
}
