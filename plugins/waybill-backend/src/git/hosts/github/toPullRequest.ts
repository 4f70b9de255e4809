import { PullRequest } from '@waybill/backstage-plugin-waybill-node';

/** What is used of GitHub's answer, in a list and alone. */
interface GithubPullRequest {
  number: number;
  html_url: string;
  state: string;
  title: string;
  body?: string | null;
  merged?: boolean;
  merged_at: string | null;
  merge_commit_sha: string | null;
  head: { ref: string; sha: string; user: { login: string } | null };
  base: { ref: string };
}

/** A pull request as GitHub tells it. */
export function toPullRequest(given: GithubPullRequest): PullRequest {
  const merged = given.merged ?? given.merged_at !== null;
  const closed = given.state === 'closed' ? 'closed' : 'open';
  return {
    number: given.number,
    url: given.html_url,
    state: merged ? 'merged' : closed,
    head: { branch: given.head.ref, commit: given.head.sha },
    base: { branch: given.base.ref },
    // Before the merge GitHub puts a trial merge there, which is on no branch.
    ...(merged &&
      given.merge_commit_sha && { mergeCommit: given.merge_commit_sha }),
    title: given.title,
    description: given.body ?? '',
  };
}
