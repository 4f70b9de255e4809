import {
  ConflictError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { PushResult } from '@waybill/backstage-plugin-waybill-node';
import { encodePack, NewObject } from '../objects/encodePack';
import { GitOutput } from '../program/runGit';
import { CacheFault } from './CacheFault';
import { fetchCommit, hasCommit, Wanted } from './fetchCommit';
import { healing } from './healing';
import { listRefs } from './listRefs';
import { Repository } from './Repository';

export interface Push {
  commit: string;
  branch: string;
  /** Where the branch must be, null: must not exist, undefined: anywhere. */
  expected: string | null | undefined;
  /** What the commit is made of, as far as the remote has not got it. */
  objects: Map<string, NewObject>;
  /** What the commit builds on. */
  base: Wanted | undefined;
}

const transient =
  /cannot lock ref|failed to update ref|unable to create|incorrect old value|reference already exists/i;

/** Moves a branch of the remote to a commit, if it is where it is expected to be. */
export async function pushCommit(
  repository: Repository,
  push: Push,
  signal: AbortSignal,
): Promise<PushResult> {
  const command = {
    args: [
      'push',
      '--porcelain',
      '--no-verify',
      '--no-recurse-submodules',
      push.expected === undefined
        ? '--force'
        : `--force-with-lease=refs/heads/${push.branch}:${push.expected ?? ''}`,
      'origin',
      `${push.commit}:refs/heads/${push.branch}`,
    ],
    // A server that takes long over a push must not hold up who only wants to read.
    where: 'beside' as const,
    signal,
  };
  const attempt = async () => {
    await healing(repository, () => store(repository, push, signal), signal);
    const answer = await repository.git(command);
    if (answer.code !== 0 && !/^[ +*=!-]\t/m.test(String(answer.stdout))) {
      throw repository.problem(command, answer);
    }
    return answer;
  };
  const output = await attempt().catch(async error => {
    if (error instanceof CacheFault) {
      await repository.slot.exclusive(() => repository.slot.reset(), signal);
      return attempt();
    }
    throw error;
  });
  const { accepted, summary } = verdict(output);
  if (accepted) {
    return { status: 'pushed', commit: push.commit };
  }
  const said = [summary, output.stderr].filter(Boolean).join('; ');
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

/** Puts the new objects into the cached repository. */
async function store(
  repository: Repository,
  { base, objects }: Push,
  signal: AbortSignal,
): Promise<void> {
  if (base && !(await hasCommit(repository, base.commit).catch(() => false))) {
    await fetchCommit(repository, base, signal);
  }
  const command = {
    args: ['index-pack', '--stdin'],
    where: 'objects' as const,
    input: encodePack(objects.values()),
    signal,
  };
  const output = await repository.git(command);
  if (output.code !== 0) {
    throw repository.problem(command, output);
  }
}

function verdict({ stdout }: GitOutput): {
  accepted: boolean;
  summary: string;
} {
  for (const line of stdout.toString('utf8').split('\n')) {
    const [flag, , summary] = line.split('\t');
    if (flag.length === 1 && summary !== undefined) {
      return { accepted: flag !== '!', summary };
    }
  }
  return { accepted: false, summary: 'no answer of the remote was understood' };
}
