import { InputError } from '@backstage/errors';
import { GitHost, MergeResult } from '@waybill/backstage-plugin-waybill-node';
import { MergePullRequestOption, PullRequest } from 'gitea-js';
import { giteaError } from './giteaError';
import { toPullRequest } from './toPullRequest';

const METHODS: readonly MergePullRequestOption['Do'][] = [
  'merge',
  'rebase',
  'rebase-merge',
  'squash',
  'fast-forward-only',
];

/** Merges one. Gitea answers 200 with nothing in it, so the commit is read afterwards; 405 is "not now", 409 a conflict. */
export async function mergeGiteaPullRequest(
  request: Parameters<GitHost['mergePullRequest']>[0],
  gitea: {
    read(): Promise<PullRequest | undefined>;
    merge(body: MergePullRequestOption): Promise<void>;
    doing: string;
  },
): Promise<MergeResult> {
  const { head, signal } = request;
  const method = METHODS.find(each => each === (request.method ?? 'merge'));
  if (!method) {
    throw new InputError(
      `Gitea merges by one of ${METHODS.join(', ')}; found "${request.method}"`,
    );
  }
  let refusal: unknown;
  try {
    await gitea.merge({ Do: method, head_commit_id: head });
  } catch (error) {
    signal.throwIfAborted();
    refusal = error;
  }
  const found = await gitea.read();
  const now = found && toPullRequest(found);
  if (now?.mergeCommit) {
    return { status: 'merged', commit: now.mergeCommit };
  }
  if (refusal === undefined) {
    return { status: 'waiting', message: 'Gitea is still at it' };
  }
  const { status } = refusal as { status?: number };
  const { message } = giteaError(refusal, gitea.doing);
  if (status !== 405 && status !== 409) {
    throw giteaError(refusal, gitea.doing);
  }
  const refused =
    status === 409 || now?.state === 'closed' || now?.head.commit !== head;
  return { status: refused ? 'refused' : 'waiting', message };
}
