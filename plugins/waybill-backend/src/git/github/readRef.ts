import { GithubRepository } from './createGithubRepository';

/** What a ref of the repository points to: `heads/main`, `tags/v1`. Undefined: there is none. */
export async function readRef(
  repository: GithubRepository,
  ref: string,
  signal: AbortSignal,
): Promise<{ id: string; type: string } | undefined> {
  const { octokit, at } = repository;
  try {
    const { object } = await repository.ask(`Reading ${ref}`, signal, () =>
      octokit.git.getRef({ ...at, ref, request: { signal } }),
    );
    return { id: object.sha, type: object.type };
  } catch (error) {
    const { name, message } = error as Error;
    // An empty repository is a conflict to GitHub.
    if (
      name === 'NotFoundError' ||
      (name === 'ConflictError' && /empty/i.test(message))
    ) {
      return undefined;
    }
    throw error;
  }
}
