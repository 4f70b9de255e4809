import {
  ChangelogPullRequest,
  CommitComparison,
} from '@waybill/backstage-plugin-waybill-common';
import { GitHost } from '@waybill/backstage-plugin-waybill-node';
import { Compare, PullRequest } from 'gitea-js';
import { commitId } from '../../commitId';
import { readCommitList } from '../comparing/readCommitList';

/** What two commits have and have not; Gitea's comparison tells one side, the newest first. */
export async function compareGiteaCommits(
  request: Parameters<NonNullable<GitHost['compareCommits']>>[0],
  gitea: {
    webUrl: string;
    compare(basehead: string): Promise<Compare>;
    /** Undefined: there is none. */
    pullRequestOf(commit: string): Promise<PullRequest | undefined>;
  },
): Promise<CommitComparison> {
  const { limit, signal } = request;
  const { webUrl } = gitea;
  const from = commitId(request.from);
  const to = commitId(request.to);

  async function side(base: string, head: string) {
    const { commits, total_commits: total } = await gitea.compare(
      `${base}...${head}`,
    );
    const found = (commits ?? []).map(({ sha, created, commit }) => ({
      id: sha ?? '',
      message: commit?.message ?? '',
      author: commit?.author?.name ?? '',
      committedAt: new Date(
        commit?.committer?.date ?? created ?? 0,
      ).toISOString(),
    }));
    return readCommitList({
      commits: found,
      total: total ?? found.length,
      limit,
      commitUrl: id => `${webUrl}/commit/${id}`,
      lookUp: async id => mergedOne(await gitea.pullRequestOf(id), webUrl),
      signal,
    });
  }

  const [gained, lost] = await Promise.all([side(from, to), side(to, from)]);
  return { gained, lost, url: `${webUrl}/compare/${from}...${to}` };
}

function mergedOne(
  found: PullRequest | undefined,
  webUrl: string,
): ChangelogPullRequest | undefined {
  return found?.merged && found.number !== undefined
    ? {
        number: found.number,
        title: found.title ?? '',
        author: found.user?.login ?? '',
        url: `${webUrl}/pulls/${found.number}`,
        ...(found.merged_at && { mergedAt: found.merged_at }),
      }
    : undefined;
}
