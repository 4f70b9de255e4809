import { GithubRepository } from './createGithubRepository';
import { objectCacheOf } from './objectCacheOf';

/** The commit that a branch is at. Undefined: there is no such branch. Its tree is known from then on, too. */
export async function readBranch(
  repository: GithubRepository,
  branch: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { octokit, at, key } = repository;
  try {
    const { name, commit } = await repository.ask(
      `Reading the branch ${branch}`,
      signal,
      () => octokit.repos.getBranch({ ...at, branch, request: { signal } }),
    );
    if (name !== branch) {
      // GitHub leads on to what a branch was renamed to; that one was not asked for.
      return undefined;
    }
    objectCacheOf(key).setTreeOf(commit.sha, commit.commit.tree.sha);
    return commit.sha;
  } catch (error) {
    if ((error as Error).name === 'NotFoundError') {
      return undefined;
    }
    throw error;
  }
}
