import { CommitInfo } from '@waybill/backstage-plugin-waybill-node';
import { commitInfo } from './commitInfo';
import { GithubRepository } from './createGithubRepository';

/** How two commits stand to each other. */
export interface Comparison {
  status: 'ahead' | 'behind' | 'diverged' | 'identical';
  mergeBase: string;
  /** How many commits `head` has that `base` has not. */
  ahead: number;
  /** A page of them, oldest first. */
  commits: CommitInfo[];
}

/** Undefined: the repository has one of them not, or they have nothing in common. */
export async function compare(
  repository: GithubRepository,
  base: string,
  head: string,
  signal: AbortSignal,
  { page = 1, perPage = 1 }: { page?: number; perPage?: number } = {},
): Promise<Comparison | undefined> {
  const { octokit, at } = repository;
  try {
    const found = await repository.ask(
      `Comparing ${base} with ${head}`,
      signal,
      () =>
        octokit.repos.compareCommitsWithBasehead({
          ...at,
          basehead: `${base}...${head}`,
          page,
          per_page: perPage,
          request: { signal },
        }),
    );
    return {
      status: found.status,
      mergeBase: found.merge_base_commit.sha,
      ahead: found.ahead_by,
      commits: found.commits.map(commitInfo),
    };
  } catch (error) {
    const { name, message } = error as Error;
    if (
      name === 'NotFoundError' ||
      (name === 'InputError' && /no common ancestor/i.test(message))
    ) {
      return undefined;
    }
    throw error;
  }
}
