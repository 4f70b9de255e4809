import { CommitInfo } from '@waybill/backstage-plugin-waybill-node';
import { commitInfo } from './commitInfo';
import { compare } from './compare';
import { GithubRepository } from './createGithubRepository';
import { readRef } from './readRef';

/** GitHub gives no more at a time. */
const PER_PAGE = 100;

/** The newest commit on a branch that carries a trailer and is not reachable from `since`. */
export async function findCommitByTrailer(
  repository: GithubRepository,
  options: {
    branch: string;
    trailer: { key: string; value: string };
    since: string | undefined;
    mostCommits: number;
    signal: AbortSignal;
  },
): Promise<CommitInfo | undefined> {
  const { branch, trailer, since, mostCommits, signal } = options;
  const tip = (await readRef(repository, `heads/${branch}`, signal))?.id;
  if (tip === undefined || tip === since) {
    return undefined;
  }
  const carries = (commit: CommitInfo) =>
    commit.trailers[trailer.key] === trailer.value;
  const counted =
    since &&
    (await compare(repository, since, tip, signal, { perPage: PER_PAGE }));
  if (since && counted) {
    // Oldest first, and in pages: the newest are on the last one.
    const pages = Math.ceil(counted.ahead / PER_PAGE);
    const first = Math.max(1, pages - Math.ceil(mostCommits / PER_PAGE) + 1);
    for (let page = pages; page >= first; page--) {
      const { commits } =
        page === 1
          ? counted
          : (await compare(repository, since, tip, signal, {
              page,
              perPage: PER_PAGE,
            }))!;
      const found = [...commits].reverse().find(carries);
      if (found) {
        return found;
      }
    }
    return undefined;
  }
  const { octokit, at } = repository;
  const perPage = Math.min(PER_PAGE, mostCommits);
  for (let page = 1; page <= mostCommits / perPage; page++) {
    const listed = await repository.ask(
      `Reading the commits of ${branch}`,
      signal,
      () =>
        octokit.repos.listCommits({
          ...at,
          sha: tip,
          page,
          per_page: perPage,
          request: { signal },
        }),
    );
    const found = listed.map(commitInfo).find(carries);
    if (found || listed.length < perPage) {
      return found;
    }
  }
  return undefined;
}
