import { NotFoundError } from '@backstage/errors';
import { GithubRepository } from './createGithubRepository';
import { objectCacheOf } from './objectCacheOf';

/** The id of a commit's tree. */
export async function readTreeOf(
  repository: GithubRepository,
  commit: string,
  signal: AbortSignal,
): Promise<string> {
  const { octokit, at } = repository;
  const cache = objectCacheOf(repository.key);
  const known = cache.treeOf(commit);
  if (known !== undefined) {
    return known;
  }
  try {
    const { tree } = await repository.ask(
      `Reading commit ${commit}`,
      signal,
      () =>
        octokit.git.getCommit({
          ...at,
          commit_sha: commit,
          request: { signal },
        }),
    );
    cache.setTreeOf(commit, tree.sha);
    return tree.sha;
  } catch (error) {
    throw (error as Error).name === 'NotFoundError'
      ? new NotFoundError(`${repository.name} has no commit ${commit}`)
      : error;
  }
}
