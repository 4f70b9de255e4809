import { fullName, RepositoryName } from '../../git/repositories';
import { GitCommit } from '../reading/readCommits';
import { Links, nodeIdOf } from './Links';

const UNSIGNED = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

/** A commit as `GET /repos/:owner/:repo/commits` shows it. */
export function commitView(
  commit: GitCommit,
  repository: RepositoryName,
  links: Links,
) {
  const full = fullName(repository);
  const url = `${links.api}/repos/${full}`;
  return {
    sha: commit.sha,
    node_id: nodeIdOf(`commit ${commit.sha}`),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${links.web}/${full}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    // No e-mail address of the sandbox belongs to an account of it.
    author: null,
    committer: null,
    parents: parentViews(commit, url, `${links.web}/${full}`, 'commits'),
  };
}

/** A commit as `GET /repos/:owner/:repo/git/commits/:sha` shows it. */
export function gitCommitView(
  commit: GitCommit,
  repository: RepositoryName,
  links: Links,
) {
  const full = fullName(repository);
  const url = `${links.api}/repos/${full}`;
  return {
    sha: commit.sha,
    node_id: nodeIdOf(`commit ${commit.sha}`),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${links.web}/${full}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: parentViews(commit, url, `${links.web}/${full}`, 'git/commits'),
    verification: UNSIGNED,
  };
}

function parentViews(
  commit: GitCommit,
  api: string,
  web: string,
  collection: string,
) {
  return commit.parents.map(sha => ({
    sha,
    url: `${api}/${collection}/${sha}`,
    html_url: `${web}/commit/${sha}`,
  }));
}
