import { AskedRef } from '../program/askRefs';
import { Repository } from './Repository';

const HEADS = 'refs/heads/';

export interface RemoteRefs {
  /** Undefined: the repository is empty, or its HEAD points nowhere. */
  defaultBranch: { branch: string; commit: string } | undefined;
  /** Branches by name, of those asked for. */
  branches: Map<string, string>;
}

/** Asks the remote where its default branch and the given branches are. */
export async function listRefs(
  repository: Repository,
  branches: string[],
  signal: AbortSignal,
): Promise<RemoteRefs> {
  const asked = await repository.askRefs(
    ['HEAD', ...branches.map(branch => `${HEADS}${branch}`)],
    signal,
  );
  return asked
    ? fromAnswer(asked, branches)
    : listByGit(repository, branches, signal);
}

function fromAnswer(
  asked: ReadonlyMap<string, AskedRef>,
  branches: string[],
): RemoteRefs {
  const head = asked.get('HEAD');
  return {
    defaultBranch: head?.target?.startsWith(HEADS)
      ? { branch: head.target.slice(HEADS.length), commit: head.id }
      : undefined,
    branches: new Map(
      branches.flatMap((branch): [string, string][] => {
        const ref = asked.get(`${HEADS}${branch}`);
        return ref ? [[branch, ref.id]] : [];
      }),
    ),
  };
}

async function listByGit(
  repository: Repository,
  branches: string[],
  signal: AbortSignal,
): Promise<RemoteRefs> {
  const command = {
    args: [
      'ls-remote',
      '--symref',
      'origin',
      'HEAD',
      ...branches.map(branch => `refs/heads/${branch}`),
    ],
    where: 'remote' as const,
    signal,
  };
  const output = await repository.git(command);
  if (output.code !== 0) {
    throw repository.problem(command, output);
  }
  const refs: RemoteRefs = { defaultBranch: undefined, branches: new Map() };
  let headBranch: string | undefined;
  let head: string | undefined;
  for (const line of output.stdout.toString('utf8').split('\n')) {
    const [value, name] = line.split('\t');
    if (name === 'HEAD' && value.startsWith('ref: refs/heads/')) {
      headBranch = value.slice('ref: refs/heads/'.length);
    } else if (name === 'HEAD') {
      head = value;
    } else if (name?.startsWith('refs/heads/')) {
      const branch = name.slice('refs/heads/'.length);
      // ls-remote also lists `x/refs/heads/main`.
      if (branches.includes(branch)) {
        refs.branches.set(branch, value);
      }
    }
  }
  if (headBranch && head) {
    refs.defaultBranch = { branch: headBranch, commit: head };
  }
  return refs;
}
