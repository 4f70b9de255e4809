import { fullName, RepositoryName } from '../../git/repositories';
import { idOf, Links, nodeIdOf } from './Links';
import { userView } from './userView';

/** What of a repository is not in its name. */
export interface RepositoryFacts {
  defaultBranch: string;
  openIssues: number;
  createdAt: string;
  pushedAt: string;
  /** KiB */
  size: number;
}

/** The fields every form of a repository has. */
export function minimalRepositoryView(
  repository: RepositoryName,
  links: Links,
) {
  const full = fullName(repository);
  const url = `${links.api}/repos/${full}`;
  return {
    id: idOf(`repository ${full}`),
    node_id: nodeIdOf(`repository ${full}`),
    name: repository.name,
    full_name: full,
    private: false,
    owner: userView(repository.owner, links, 'Organization'),
    html_url: `${links.web}/${full}`,
    description: null,
    fork: false,
    url,
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
  };
}

/** A repository as `GET /repos/:owner/:repo` and pull requests show it. */
export function repositoryView(
  repository: RepositoryName,
  facts: RepositoryFacts,
  links: Links,
) {
  const full = fullName(repository);
  return {
    ...minimalRepositoryView(repository, links),
    git_url: `${links.web.replace(/^http/, 'git')}/${full}.git`,
    ssh_url: `git@localhost:${full}.git`,
    clone_url: `${links.web}/${full}.git`,
    svn_url: `${links.web}/${full}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: facts.defaultBranch,
    visibility: 'public',
    archived: false,
    disabled: false,
    is_template: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    has_downloads: false,
    forks: 0,
    forks_count: 0,
    watchers: 0,
    watchers_count: 0,
    stargazers_count: 0,
    network_count: 0,
    subscribers_count: 0,
    open_issues: facts.openIssues,
    open_issues_count: facts.openIssues,
    size: facts.size,
    created_at: facts.createdAt,
    updated_at: facts.pushedAt,
    pushed_at: facts.pushedAt,
    permissions: {
      admin: true,
      maintain: true,
      push: true,
      triage: true,
      pull: true,
    },
  };
}
