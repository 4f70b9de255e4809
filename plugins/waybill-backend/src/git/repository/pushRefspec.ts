import { join } from 'node:path';
import { encodePack, NewObject } from '../objects/encodePack';
import { writeLooseObjects } from '../objects/writeLooseObjects';
import { GitOutput } from '../program/runGit';
import { CacheFault } from './CacheFault';
import { fetchCommit, hasCommit, Wanted } from './fetchCommit';
import { healing } from './healing';
import { Repository } from './Repository';

/** More than these are taken in by git, as a pack. */
const MOST_LOOSE_OBJECTS = 50;

/** Objects that go along with a push. */
export interface BeingPushed {
  /** What the remote may not have. */
  objects: ReadonlyMap<string, NewObject>;
  /** Commits that they build on. */
  needs: readonly Wanted[];
}

/** One push of one ref: whether it was accepted, what git says of it in a word, and all that was said. */
export async function pushRefspec(
  repository: Repository,
  { lease, refspec }: { lease: string; refspec: string },
  pushed: BeingPushed,
  signal: AbortSignal,
): Promise<{ accepted: boolean; summary: string; said: string }> {
  const command = {
    args: [
      'push',
      '--porcelain',
      '--no-verify',
      '--no-recurse-submodules',
      lease,
      'origin',
      refspec,
    ],
    // A server that takes long over a push must not hold up who only wants to read.
    where: 'beside' as const,
    signal,
  };
  const attempt = async () => {
    await healing(repository, () => store(repository, pushed, signal), signal);
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
  const said = [summary, output.stderr].filter(Boolean).join('; ');
  return { accepted, summary, said };
}

/** Puts the new objects into the cached repository. */
async function store(
  repository: Repository,
  { needs, objects }: BeingPushed,
  signal: AbortSignal,
): Promise<void> {
  for (const wanted of needs) {
    if (!(await hasCommit(repository, wanted.commit).catch(() => false))) {
      await fetchCommit(repository, wanted, signal);
    }
  }
  if (objects.size <= MOST_LOOSE_OBJECTS) {
    const directory = join(repository.slot.gitDir, 'objects');
    await writeLooseObjects(directory, objects).catch(error => {
      throw new CacheFault(
        `The cached copy of ${repository.url.href} cannot be written to: ${error}`,
      );
    });
    return;
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
