import { hasCommit } from '../repository/fetchCommit';
import { Repository } from '../repository/Repository';
import { deepening } from './deepening';

const FIRST_DEPTH = 64;

/** Whether `ancestor` is `descendant` or reachable from it. Fetches as much history as the answer takes. */
export async function contains(
  repository: Repository,
  ancestor: string,
  descendant: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (ancestor === descendant) {
    return true;
  }
  if (await known(repository, ancestor, descendant, signal)) {
    return true;
  }
  const answer = await deepening<boolean>(
    repository,
    { commit: descendant, filter: 'tree:0', firstDepth: FIRST_DEPTH },
    async cut => {
      const here = await hasCommit(repository, ancestor);
      if (here && (await reaches(repository, ancestor, descendant, signal))) {
        return { answer: true };
      }
      const args = ['rev-list', descendant, ...(here ? [`^${ancestor}`] : [])];
      const walked = await run(repository, args, signal);
      return walked.split('\n').some(commit => cut.has(commit))
        ? 'deeper'
        : { answer: false };
    },
    signal,
  );
  return answer ?? false;
}

/** Whether what is cached says so already. */
async function known(
  repository: Repository,
  ancestor: string,
  descendant: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return (
      (await hasCommit(repository, ancestor)) &&
      (await hasCommit(repository, descendant)) &&
      (await reaches(repository, ancestor, descendant, signal))
    );
  } catch {
    return false;
  }
}

async function reaches(
  repository: Repository,
  ancestor: string,
  descendant: string,
  signal: AbortSignal,
): Promise<boolean> {
  const command = {
    args: ['merge-base', '--is-ancestor', ancestor, descendant],
    where: 'cache' as const,
    signal,
  };
  const output = await repository.git(command);
  if (output.code > 1) {
    throw repository.problem(command, output);
  }
  return output.code === 0;
}

async function run(
  repository: Repository,
  args: string[],
  signal: AbortSignal,
): Promise<string> {
  const command = { args, where: 'cache' as const, signal };
  const output = await repository.git(command);
  if (output.code !== 0) {
    throw repository.problem(command, output);
  }
  return output.stdout.toString('utf8');
}
