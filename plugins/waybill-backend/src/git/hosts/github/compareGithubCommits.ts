import {
  ChangelogPullRequest,
  CommitComparison,
  CommitList,
} from '@waybill/backstage-plugin-waybill-common';
import { GitHost } from '@waybill/backstage-plugin-waybill-node';
import { commitId } from '../../commitId';
import { HostCommit } from '../comparing/HostCommit';
import { pullRequestOfMessage } from '../comparing/pullRequestOfMessage';
import { readCommitList } from '../comparing/readCommitList';
import { GithubConnection } from './connectGithub';
import { githubError } from './githubError';

/** GitHub's largest. */
const PER_PAGE = 100;

type Request = Parameters<NonNullable<GitHost['compareCommits']>>[0];

/**
 * What two commits have and have not, by GitHub's comparison, which lists the oldest first.
 *
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export async function compareGithubCommits(
  github: GithubConnection,
  request: Request,
): Promise<CommitComparison> {
  const from = commitId(request.from);
  const to = commitId(request.to);
  const forward = await readSide(github, from, to, request);
  const NONE = { commits: [], more: 0, pullRequests: [] };
  return {
    gained: forward.list,
    lost: forward.behind
      ? (await readSide(github, to, from, request)).list
      : NONE,
    url: `${github.webUrl}/compare/${from}...${to}`,
  };
}

async function readSide(
  github: GithubConnection,
  base: string,
  head: string,
  { limit, signal }: Request,
): Promise<{ list: CommitList; behind: number }> {
  const { octokit, owner, repo, webUrl } = github;
  const where = { owner, repo, request: { signal } };
  async function ask<T>(
    doing: string,
    work: () => Promise<{ data: T }>,
  ): Promise<T> {
    try {
      return (await work()).data;
    } catch (error) {
      signal.throwIfAborted();
      throw githubError(error, `${doing} in ${github.host}/${owner}/${repo}`);
    }
  }
  const read = (page: number) =>
    ask(`Comparing ${base.slice(0, 7)} with ${head.slice(0, 7)}`, () =>
      octokit.repos.compareCommitsWithBasehead({
        ...where,
        basehead: `${base}...${head}`,
        per_page: PER_PAGE,
        page,
      }),
    );

  const first = await read(1);
  const total = first.ahead_by;
  const lastPage = Math.ceil(total / PER_PAGE);
  const pages: HostCommit[][] = [];
  // Backwards from the newest, until there are enough.
  for (
    let page = lastPage;
    page >= 1 && pages.flat().length < limit;
    page -= 1
  ) {
    const { commits } = page === 1 ? first : await read(page);
    pages.unshift(
      commits.map(({ sha, commit }) => ({
        id: sha,
        message: commit.message,
        author: commit.author?.name ?? '',
        committedAt: new Date(
          commit.committer?.date ?? commit.author?.date ?? 0,
        ).toISOString(),
      })),
    );
  }
  const list = await readCommitList({
    commits: pages.flat().reverse(),
    total,
    limit,
    commitUrl: id => `${webUrl}/commit/${id}`,
    // Without a token there are sixty requests in an hour, for all that comes from here.
    ...(github.isAuthenticated && {
      lookUp: async id =>
        ownPullRequest(
          await ask(`Asking what commit ${id.slice(0, 7)} came with`, () =>
            octokit.repos.listPullRequestsAssociatedWithCommit({
              ...where,
              commit_sha: id,
            }),
          ),
          github,
        ),
    }),
    fromMessage: commit => {
      const named = pullRequestOfMessage(commit.message);
      return (
        named && {
          ...named,
          author: commit.author,
          url: `${webUrl}/pull/${named.number}`,
        }
      );
    },
    signal,
  });
  return { list, behind: first.behind_by };
}

interface AssociatedPullRequest {
  number: number;
  title: string;
  user: { login: string } | null;
  merged_at: string | null;
  base: { repo: { full_name: string } | null };
}

/** The one that was merged here: an open one, or one of a fork, only happens to have the commit. */
function ownPullRequest(
  found: AssociatedPullRequest[],
  { owner, repo, webUrl }: GithubConnection,
): ChangelogPullRequest | undefined {
  const merged = found.find(
    each =>
      each.merged_at !== null &&
      each.base.repo?.full_name.toLowerCase() ===
        `${owner}/${repo}`.toLowerCase(),
  );
  return (
    merged && {
      number: merged.number,
      title: merged.title,
      author: merged.user?.login ?? '',
      url: `${webUrl}/pull/${merged.number}`,
      ...(merged.merged_at && { mergedAt: merged.merged_at }),
    }
  );
}
