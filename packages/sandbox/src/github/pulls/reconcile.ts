import { runGitLine } from '../../git/runGit';
import { contains } from '../reading/contains';
import { toGitHubTime } from '../reading/readCommits';
import { PullRequestRecord } from './PullRequestRecord';

/** The commit by which the base branch first contained the head, along the branch's own line. */
async function findMergeOf(repository: string, head: string, base: string) {
  const line = await runGitLine(repository, [
    'rev-list',
    '--first-parent',
    '--ancestry-path',
    '--reverse',
    `${head}..${base}`,
  ]);
  return line.split('\n')[0] || head;
}

/**
 * An open pull request as the repository has it now: new commits of its branch, a merge that somebody pushed or that
 * was cut short by a kill, a branch that is gone. The same record: nothing has changed.
 */
export async function reconcile(
  repository: string,
  record: PullRequestRecord,
  /** Where each branch is. */
  tips: ReadonlyMap<string, string>,
  now: Date,
): Promise<PullRequestRecord> {
  if (record.state === 'closed') {
    return record;
  }
  const at = toGitHubTime(now);
  const base = tips.get(record.base);
  const head = tips.get(record.head);
  const { merging } = record;
  if (base && merging && (await contains(repository, merging.sha, base))) {
    return {
      ...record,
      state: 'closed',
      closedAt: merging.at,
      updatedAt: merging.at,
      merged: merging,
      merging: null,
    };
  }
  const headSha = head ?? record.headSha;
  if (base && (await contains(repository, headSha, base))) {
    const sha = await findMergeOf(repository, headSha, base);
    return {
      ...record,
      headSha,
      state: 'closed',
      closedAt: at,
      updatedAt: at,
      merged: { sha, at, by: record.user },
      merging: null,
    };
  }
  if (!head || !base) {
    return { ...record, state: 'closed', closedAt: at, updatedAt: at };
  }
  return head === record.headSha && base === record.baseSha && !merging
    ? record
    : {
        ...record,
        headSha: head,
        baseSha: base,
        merging: null,
        updatedAt: head === record.headSha ? record.updatedAt : at,
      };
}
