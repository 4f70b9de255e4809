import { GithubRepository } from './createGithubRepository';
import { objectCacheOf } from './objectCacheOf';

/** What GraphQL calls the repository. Asked for once. */
export async function readNodeId(
  repository: GithubRepository,
  signal: AbortSignal,
): Promise<string> {
  const { octokit, at, key } = repository;
  const notes = objectCacheOf(key);
  const known = notes.note('node');
  if (known !== undefined) {
    return known;
  }
  const { node_id: id } = await repository.ask(
    'Reading the repository',
    signal,
    () => octokit.repos.get({ ...at, request: { signal } }),
  );
  notes.setNote('node', id);
  return id;
}
