import { fullName, RepositoryName } from '../../git/repositories';
import { PullRequestRecord } from '../pulls/PullRequestRecord';
import { labelView } from './labelView';
import { idOf, Links, nodeIdOf } from './Links';
import { RepositoryFacts, repositoryView } from './repositoryView';
import { userView } from './userView';

/** What only one pull request's own page shows. */
export interface PullRequestDetail {
  mergeable: boolean | null;
  commits: number;
  additions: number;
  deletions: number;
  changedFiles: number;
}

/** A pull request as lists show it. */
export function pullRequestView(
  record: PullRequestRecord,
  /** Of the merge, or of the merge that would be. */
  mergeCommit: string | undefined,
  repository: RepositoryName,
  facts: RepositoryFacts,
  links: Links,
) {
  const full = fullName(repository);
  const repo = `${links.api}/repos/${full}`;
  const url = `${repo}/pulls/${record.number}`;
  const issue = `${repo}/issues/${record.number}`;
  const html = `${links.web}/${full}/pull/${record.number}`;
  const end = (ref: string, sha: string) => ({
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: userView(repository.owner, links, 'Organization'),
    repo: repositoryView(repository, facts, links),
  });
  return {
    url,
    id: idOf(`pull ${full} ${record.number}`),
    node_id: nodeIdOf(`pull ${full} ${record.number}`),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repo}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${repo}/statuses/${record.headSha}`,
    number: record.number,
    state: record.state,
    locked: false,
    title: record.title,
    user: userView(record.user, links),
    body: record.body,
    labels: record.labels.map(label => labelView(label, repository, links)),
    milestone: null,
    active_lock_reason: null,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    closed_at: record.closedAt,
    merged_at: record.merged?.at ?? null,
    merge_commit_sha: mergeCommit ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: end(record.head, record.headSha),
    base: end(record.base, record.baseSha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${repo}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: `${repo}/statuses/${record.headSha}` },
    },
    author_association: 'MEMBER',
    auto_merge: null,
    draft: false,
  };
}

/** What `GET …/pulls/:number` shows besides. */
export function pullRequestDetailView(
  record: PullRequestRecord,
  detail: PullRequestDetail,
  links: Links,
) {
  const states = new Map([
    [true, 'clean'],
    [false, 'dirty'],
  ]);
  return {
    merged: Boolean(record.merged),
    mergeable: detail.mergeable,
    rebaseable: detail.mergeable,
    mergeable_state:
      detail.mergeable === null ? 'unknown' : states.get(detail.mergeable)!,
    merged_by: record.merged ? userView(record.merged.by, links) : null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: detail.commits,
    additions: detail.additions,
    deletions: detail.deletions,
    changed_files: detail.changedFiles,
  };
}
