import { NotFoundError } from '@backstage/errors';
import {
  FreightCommit,
  matchesPathFilters,
} from '@waybill/backstage-plugin-waybill-common';
import { branchName } from '../../git/branchName';
import { createConnect, GitOptions } from '../../git/createConnect';
import { deepening } from '../../git/history/deepening';
import { LoggedCommit, readLog } from '../../git/history/readLog';
import { listRefs } from '../../git/repository/listRefs';
import { Repository } from '../../git/repository/Repository';
import { GitHistoryPort } from '../../ports';
import { subjectOf } from './subjectOf';

/** What Git subscriptions need, by the git program on cached partial bare repositories. */
export function createGitHistory(options: GitOptions): GitHistoryPort {
  const connect = createConnect(options);
  return {
    async newestFromBranch(wanted) {
      const { repoURL, includePaths, excludePaths, limit, signal } = wanted;
      // Tried before anything is fetched, so that a pattern that does not parse is an error at once.
      matchesPathFilters(['.'], includePaths, excludePaths);
      const filtered = includePaths.length > 0 || excludePaths.length > 0;
      // Without filters nobody looks at folders, and commits alone are a small download.
      const repository = await connect(repoURL, filtered ? 'paths' : 'commits');
      const { branch, head } = await locate(
        repository,
        wanted.branch,
        repoURL,
        signal,
      );
      if (head === wanted.knownHead) {
        return { status: 'unchanged' };
      }
      const found = await walk(repository, {
        branch,
        head,
        filtered,
        limit,
        signal,
        passes: paths =>
          !filtered || matchesPathFilters(paths, includePaths, excludePaths),
      });
      return {
        status: 'read',
        branch,
        head,
        commits: found.map(commit => freightCommit(commit, repoURL, branch)),
      };
    },
  };
}

async function locate(
  repository: Repository,
  named: string | undefined,
  repoURL: string,
  signal: AbortSignal,
): Promise<{ branch: string; head: string }> {
  const refs = await listRefs(
    repository,
    named === undefined ? [] : [branchName(named)],
    signal,
  );
  const branch = named ?? refs.defaultBranch?.branch;
  const head =
    named === undefined ? refs.defaultBranch?.commit : refs.branches.get(named);
  if (branch === undefined || head === undefined) {
    throw new NotFoundError(
      named === undefined
        ? `${repoURL} is empty: it has no default branch`
        : `${repoURL} has no branch ${named}`,
    );
  }
  return { branch, head };
}

/** First parents only: what came in with a merge is seen in the merge. */
async function walk(
  repository: Repository,
  options: {
    branch: string;
    head: string;
    filtered: boolean;
    limit: number;
    passes(paths: string[]): boolean;
    signal: AbortSignal;
  },
): Promise<LoggedCommit[]> {
  const { branch, head, filtered, limit, signal } = options;
  let best: LoggedCommit[] = [];
  const found = await deepening(
    repository,
    {
      commit: head,
      branch,
      filter: filtered ? 'blob:none' : 'tree:0',
      // One more than is wanted: the last one's parent is not there to compare it with.
      firstDepth: filtered ? limit * 2 + 1 : limit + 1,
      mostCommits: repository.limits.historyCommits,
    },
    async cut => {
      const log = await readLog(
        repository,
        [
          '--first-parent',
          ...(filtered
            ? ['--name-only', '--diff-merges=first-parent', '--no-renames']
            : []),
          head,
        ],
        signal,
      );
      const end = log.findIndex(commit => cut.has(commit.id));
      const whole = end < 0 ? log : log.slice(0, end);
      best = whole
        .filter(commit => options.passes(commit.paths))
        .slice(0, limit);
      return best.length >= limit || end < 0 ? { answer: best } : 'deeper';
    },
    signal,
  );
  return found ?? best;
}

function freightCommit(
  commit: LoggedCommit,
  repoURL: string,
  branch: string,
): FreightCommit {
  return {
    repoURL,
    id: commit.id,
    // Also that of a subscription that names none: the guard against promotion loops goes by it.
    branch,
    message: subjectOf(commit.subject),
    author: commit.author,
    committer: commit.committer,
    committedAt: commit.committedAt,
  };
}
