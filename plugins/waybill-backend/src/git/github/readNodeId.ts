import { GithubRepository } from './createGithubRepository';
import { objectCacheOf } from './objectCacheOf';

const REPOSITORY = `query ($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) { id }
}`;

/** What GraphQL calls the repository. Asked for once; throws what Octokit throws. */
export async function readNodeId(
  { octokit, at, key }: GithubRepository,
  signal: AbortSignal,
): Promise<string> {
  const notes = objectCacheOf(key);
  const known = notes.note('node');
  if (known !== undefined) {
    return known;
  }
  const { repository } = await octokit.graphql<{ repository: { id: string } }>(
    REPOSITORY,
    { ...at, request: { signal } },
  );
  notes.setNote('node', repository.id);
  return repository.id;
}
