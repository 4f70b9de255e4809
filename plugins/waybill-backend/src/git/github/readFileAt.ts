import { GithubRepository } from './createGithubRepository';

/** A file by its path in a commit, if GitHub tells its content there: not of a large one, and of nothing that is no file. */
export async function readFileAt(
  repository: GithubRepository,
  commit: string,
  path: string,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const { octokit, at } = repository;
  const found = await repository.ask(`Reading ${path}`, signal, () =>
    octokit.repos.getContent({ ...at, path, ref: commit, request: { signal } }),
  );
  return 'content' in found && found.encoding === 'base64'
    ? Buffer.from(found.content, 'base64')
    : undefined;
}
