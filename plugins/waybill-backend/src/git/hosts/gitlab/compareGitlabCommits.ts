import {
  ChangelogPullRequest,
  CommitComparison,
} from '@waybill/backstage-plugin-waybill-common';
import { GitHost } from '@waybill/backstage-plugin-waybill-node';
import { commitId } from '../../commitId';
import { readCommitList } from '../comparing/readCommitList';

/** What is used of a commit in GitLab's answers. */
export interface GitlabCommit {
  id: string;
  title: string;
  author_name: string;
  committed_date?: string;
  created_at: string;
}

/** What is used of a merge request in the list of those that a commit is in. */
export interface GitlabCommitRequest {
  iid: number;
  title: string;
  state: string;
  target_project_id: number;
  project_id: number;
  merged_at: string | null;
  author: { username: string } | null;
}

/**
 * What two commits have and have not; GitLab's comparison tells one side and has all of it, the oldest first.
 *
 * @see https://docs.gitlab.com/api/repositories/#compare-branches-tags-or-commits
 */
export async function compareGitlabCommits(
  request: Parameters<NonNullable<GitHost['compareCommits']>>[0],
  gitlab: {
    webUrl: string;
    compare(from: string, to: string): Promise<GitlabCommit[]>;
    requestsOf(commit: string): Promise<GitlabCommitRequest[]>;
  },
): Promise<CommitComparison> {
  const { limit, signal } = request;
  const { webUrl } = gitlab;
  const from = commitId(request.from);
  const to = commitId(request.to);

  async function side(base: string, head: string) {
    const found = await gitlab.compare(base, head);
    return readCommitList({
      commits: [...found].reverse().map(commit => ({
        id: commit.id,
        message: commit.title,
        author: commit.author_name,
        committedAt: new Date(
          commit.committed_date ?? commit.created_at,
        ).toISOString(),
      })),
      total: found.length,
      limit,
      commitUrl: id => `${webUrl}/-/commit/${id}`,
      lookUp: async id => mergedHere(await gitlab.requestsOf(id), webUrl),
      signal,
    });
  }

  const [gained, lost] = await Promise.all([side(from, to), side(to, from)]);
  return { gained, lost, url: `${webUrl}/-/compare/${from}...${to}` };
}

function mergedHere(
  found: GitlabCommitRequest[],
  webUrl: string,
): ChangelogPullRequest | undefined {
  const merged = found.find(
    each =>
      each.state === 'merged' && each.project_id === each.target_project_id,
  );
  return (
    merged && {
      number: merged.iid,
      title: merged.title,
      author: merged.author?.username ?? '',
      url: `${webUrl}/-/merge_requests/${merged.iid}`,
      ...(merged.merged_at && { mergedAt: merged.merged_at }),
    }
  );
}
