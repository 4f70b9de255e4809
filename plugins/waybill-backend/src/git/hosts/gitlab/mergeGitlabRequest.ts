import { InputError } from '@backstage/errors';
import { GitHost, MergeResult } from '@waybill/backstage-plugin-waybill-node';
import { GitlabMergeRequest, toPullRequest } from './toPullRequest';

const METHODS = ['merge', 'squash'];
/**
 * What `detailed_merge_status` says of a merge request that somebody has to do something about first.
 *
 * @see https://docs.gitlab.com/api/merge_requests/#merge-status
 */
const STUCK = ['conflict', 'need_rebase', 'not_open', 'draft_status'];

/** Merges one, by `accept`, which GitLab refuses with 405, 406, 409 or 422 for all kinds of reasons: its state tells which. */
export async function mergeGitlabRequest(
  request: Parameters<GitHost['mergePullRequest']>[0],
  gitlab: {
    read(signal: AbortSignal): Promise<GitlabMergeRequest | undefined>;
    accept(
      options: { sha: string; squash: boolean },
      signal: AbortSignal,
    ): Promise<GitlabMergeRequest>;
  },
): Promise<MergeResult> {
  const { head, signal, method = 'merge' } = request;
  if (!METHODS.includes(method)) {
    throw new InputError(
      `GitLab merges by one of ${METHODS.join(
        ', ',
      )}, the rest is the project's setting; found "${method}"`,
    );
  }
  let refusal: Error | undefined;
  let found: GitlabMergeRequest | undefined;
  try {
    found = await gitlab.accept(
      { sha: head, squash: method === 'squash' },
      signal,
    );
  } catch (error) {
    signal.throwIfAborted();
    refusal = error as Error;
    // By this very call, whose answer was lost, or by somebody before it?
    found = await gitlab.read(signal);
  }
  const now = found && toPullRequest(found);
  if (now?.mergeCommit) {
    return { status: 'merged', commit: now.mergeCommit };
  }
  const answered = (refusal as { answered?: number } | undefined)?.answered;
  if (refusal && ![405, 406, 409, 422].includes(answered ?? 0)) {
    throw refusal;
  }
  const why = found?.detailed_merge_status ?? 'unchecked';
  const message = refusal?.message ?? `GitLab is still at it (${why})`;
  const refused =
    now?.state === 'closed' ||
    (now && now.head.commit !== head) ||
    STUCK.includes(why);
  return { status: refused ? 'refused' : 'waiting', message };
}
