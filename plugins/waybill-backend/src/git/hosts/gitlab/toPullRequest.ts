import { PullRequest } from '@waybill/backstage-plugin-waybill-node';

/**
 * What is used of GitLab's answer.
 *
 * @see https://docs.gitlab.com/api/merge_requests/
 */
export interface GitlabMergeRequest {
  iid: number;
  web_url: string;
  title: string;
  description?: string | null;
  state: string;
  source_branch: string;
  target_branch: string;
  source_project_id: number;
  target_project_id: number;
  sha: string | null;
  merge_commit_sha: string | null;
  squash_commit_sha: string | null;
  detailed_merge_status?: string;
  reviewers?: { id: number }[] | null;
}

/** A merge request in the words that all hosts share. */
export function toPullRequest(given: GitlabMergeRequest): PullRequest {
  const merged = given.state === 'merged';
  // A fast-forward makes no commit: the branch has the last one of the source.
  const mergeCommit =
    given.merge_commit_sha ?? given.squash_commit_sha ?? given.sha;
  // `locked` is what GitLab says while it merges.
  const unmerged = given.state === 'closed' ? 'closed' : 'open';
  return {
    number: given.iid,
    url: given.web_url,
    state: merged ? 'merged' : unmerged,
    head: { branch: given.source_branch, commit: given.sha ?? '' },
    base: { branch: given.target_branch },
    ...(merged && mergeCommit && { mergeCommit }),
    title: given.title,
    description: given.description ?? '',
  };
}
