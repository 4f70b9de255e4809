import { GithubRepository } from './createGithubRepository';
import { readRef } from './readRef';

/** A tag may name another tag; more than this is no tag but a trap. */
const MOST_TAGS = 5;

/** The commit that a tag names. Undefined: there is no such tag. */
export async function readTagCommit(
  repository: GithubRepository,
  tag: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { octokit, at } = repository;
  let found = await readRef(repository, `tags/${tag}`, signal);
  for (let depth = 0; found?.type === 'tag' && depth < MOST_TAGS; depth++) {
    const { id } = found;
    const { object } = await repository.ask(
      `Reading the tag ${tag}`,
      signal,
      () => octokit.git.getTag({ ...at, tag_sha: id, request: { signal } }),
    );
    found = { id: object.sha, type: object.type };
  }
  return found?.type === 'commit' ? found.id : undefined;
}
