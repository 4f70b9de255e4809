import {
  ConflictError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { PushResult } from '@waybill/backstage-plugin-waybill-node';
import { listRefs } from './listRefs';
import { BeingPushed, pushRefspec } from './pushRefspec';
import { Repository } from './Repository';

export interface Push extends BeingPushed {
  commit: string;
  branch: string;
  /** Where the branch must be, null: must not exist, undefined: anywhere. */
  expected: string | null | undefined;
}

const transient =
  /cannot lock ref|failed to update ref|unable to create|incorrect old value|reference already exists/i;

/** Moves a branch of the remote to a commit, if it is where it is expected to be. */
export async function pushCommit(
  repository: Repository,
  push: Push,
  signal: AbortSignal,
): Promise<PushResult> {
  const ref = `refs/heads/${push.branch}`;
  const { accepted, summary, said } = await pushRefspec(
    repository,
    {
      lease:
        push.expected === undefined
          ? '--force'
          : `--force-with-lease=${ref}:${push.expected ?? ''}`,
      refspec: `${push.commit}:${ref}`,
    },
    push,
    signal,
  );
  if (accepted) {
    return { status: 'pushed', commit: push.commit };
  }
  const tip = (await listRefs(repository, [push.branch], signal)).branches.get(
    push.branch,
  );
  if (tip === push.commit) {
    return { status: 'pushed', commit: push.commit };
  }
  if (push.expected !== undefined && (tip ?? null) !== push.expected) {
    return {
      status: 'rejected',
      tip,
      message: `${push.branch} is at ${tip ?? 'no commit'}, not at ${
        push.expected ?? 'no commit'
      } as expected (${summary})`,
    };
  }
  const where = `${push.branch} of ${repository.url.href}`;
  if (transient.test(said)) {
    throw new ServiceUnavailableError(
      `The push to ${where} did not get through: ${said}`,
    );
  }
  if (/stale info/.test(summary)) {
    throw new ConflictError(`${where} moved and came back during the push`);
  }
  throw new NotAllowedError(`The remote refused the push to ${where}: ${said}`);
}
