import { RepositoryName } from '../../git/repositories';
import { GitCommit, readCommit, readCommits } from '../reading/readCommits';
import { runGitLine } from '../../git/runGit';
import { CommitPerson, writeCommit } from '../writing/writeCommit';
import { mergeTrees } from './mergeTrees';
import { PullRequestRecord } from './PullRequestRecord';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface MergeRequest {
  method: MergeMethod;
  title?: string;
  message?: string;
  by: string;
  /** ISO 8601 */
  at: string;
}

/** What the base branch would be at after the merge; nothing points to it yet. */
export type BuiltMerge =
  | { sha: string; conflicts?: undefined }
  | { sha?: undefined; conflicts: string[] };

async function mergedTree(repository: string, ours: string, theirs: string) {
  const base = await runGitLine(repository, ['merge-base', ours, theirs]);
  return mergeTrees(repository, { base, ours, theirs });
}

/** Puts the commits one after the other on the base, each with its own author. */
async function rebase(
  repository: string,
  commits: GitCommit[],
  onto: string,
  committer: CommitPerson,
): Promise<BuiltMerge> {
  let tip = onto;
  for (const commit of commits) {
    const merged = await mergeTrees(repository, {
      base: commit.parents[0],
      ours: tip,
      theirs: commit.sha,
    });
    if (merged.conflicts) {
      return merged;
    }
    tip = await writeCommit(repository, {
      tree: merged.tree,
      parents: [tip],
      message: commit.message,
      author: commit.author,
      committer,
    });
  }
  return { sha: tip };
}

function squashMessage(
  record: PullRequestRecord,
  commits: GitCommit[],
  request: MergeRequest,
) {
  const title = request.title ?? `${record.title} (#${record.number})`;
  const listed =
    commits.length === 1
      ? commits[0].message.split('\n').slice(1).join('\n').trim()
      : commits.map(commit => `* ${commit.message}`).join('\n\n');
  const body = request.message ?? listed;
  return body ? `${title}\n\n${body}` : title;
}

/** Makes the commits of a merge, by GitHub's three methods, from the commits the record names. */
export async function buildMerge(
  repository: string,
  name: RepositoryName,
  record: PullRequestRecord,
  request: MergeRequest,
): Promise<BuiltMerge> {
  const { baseSha, headSha } = record;
  const person = {
    name: request.by,
    email: `${request.by}@users.noreply.localhost`,
    date: request.at,
  };
  // As GitHub: whoever merged is the author, the host is the committer.
  const committer = {
    name: 'GitHub',
    email: 'noreply@github.com',
    date: request.at,
  };
  const commits = await readCommits(
    repository,
    [headSha, `^${baseSha}`],
    ['--reverse', '--topo-order'],
  );
  if (request.method === 'rebase') {
    return rebase(
      repository,
      commits.filter(commit => commit.parents.length === 1),
      baseSha,
      person,
    );
  }
  const merged = await mergedTree(repository, baseSha, headSha);
  if (merged.conflicts) {
    return merged;
  }
  if (request.method === 'squash') {
    const head = await readCommit(repository, headSha);
    const sha = await writeCommit(repository, {
      tree: merged.tree,
      parents: [baseSha],
      message: squashMessage(record, commits, request),
      author:
        commits.length === 1 ? { ...head.author, date: request.at } : person,
      committer,
    });
    return { sha };
  }
  const title =
    request.title ??
    `Merge pull request #${record.number} from ${name.owner}/${record.head}`;
  const sha = await writeCommit(repository, {
    tree: merged.tree,
    parents: [baseSha, headSha],
    message: `${title}\n\n${request.message ?? record.title}`,
    author: person,
    committer,
  });
  return { sha };
}
