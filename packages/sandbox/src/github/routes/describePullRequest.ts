import { runGitLine } from '../../git/runGit';
import { GitHubContext, RequestedRepository } from '../GitHubContext';
import { buildTestMerge } from '../pulls/buildTestMerge';
import { PullRequestRecord } from '../pulls/PullRequestRecord';
import { listPullRequests } from '../pulls/readPullRequest';
import { readChangedFiles } from '../reading/readChangedFiles';
import { readCommits } from '../reading/readCommits';
import { readRepositoryFacts } from '../reading/readRepositoryFacts';
import {
  pullRequestDetailView,
  pullRequestView,
} from '../views/pullRequestView';

/** Where the branch left the base, so that commits and files of a merged one stay what they were. */
export function findStart(
  path: string,
  pull: PullRequestRecord,
): Promise<string> {
  return runGitLine(path, ['merge-base', pull.baseSha, pull.headSha]);
}

async function findMergeCommit(
  { path, name }: RequestedRepository,
  pull: PullRequestRecord,
): Promise<string | undefined> {
  return pull.state === 'open'
    ? buildTestMerge(path, name, pull)
    : pull.merged?.sha;
}

async function readFacts(
  context: GitHubContext,
  { name, path }: RequestedRepository,
) {
  const pulls = await listPullRequests(context, name);
  const open = pulls.filter(pull => pull.state === 'open').length;
  return readRepositoryFacts(path, open);
}

/** Pull requests as a list of them shows each. */
export async function describePullRequests(
  context: GitHubContext,
  repository: RequestedRepository,
  pulls: PullRequestRecord[],
) {
  const { name, links } = repository;
  const facts = await readFacts(context, repository);
  return Promise.all(
    pulls.map(async pull => {
      const mergeCommit = await findMergeCommit(repository, pull);
      return pullRequestView(pull, mergeCommit, name, facts, links);
    }),
  );
}

/** A pull request with all that only its own address shows. */
export async function describePullRequest(
  context: GitHubContext,
  repository: RequestedRepository,
  pull: PullRequestRecord,
) {
  const { path, links } = repository;
  const [view] = await describePullRequests(context, repository, [pull]);
  const start = await findStart(path, pull);
  const commits = await readCommits(path, [pull.headSha, `^${start}`]);
  const files = await readChangedFiles(path, start, pull.headSha);
  const sum = (field: 'additions' | 'deletions') =>
    files.reduce((total, file) => total + file[field], 0);
  const detail = {
    mergeable: pull.state === 'open' ? view.merge_commit_sha !== null : null,
    commits: commits.length,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changedFiles: files.length,
  };
  return { ...view, ...pullRequestDetailView(pull, detail, links) };
}
