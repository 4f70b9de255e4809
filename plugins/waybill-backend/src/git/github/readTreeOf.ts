import { NotFoundError } from '@backstage/errors';
import { GithubRepository } from './createGithubRepository';

/** The id of a commit's tree. */
export async function readTreeOf(
  repository: GithubRepository,
  commit: string,
  signal: AbortSignal,
): Promise<string> {
  const { octokit, at } = repository;
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
    return tree.sha;
  } catch (error) {
    throw (error as Error).name === 'NotFoundError'
      ? new NotFoundError(`${repository.name} has no commit ${commit}`)
      : error;
  }
}
