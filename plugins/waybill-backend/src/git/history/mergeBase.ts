import { fetchCommit } from '../repository/fetchCommit';
import { Repository } from '../repository/Repository';
import { contains } from './contains';
import { cutOff, deepening } from './deepening';

const FIRST_DEPTH = 64;

/** The best commit that two commits of the remote's have in common. Undefined: their histories have none. */
export async function mergeBase(
  repository: Repository,
  one: string,
  other: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  // By far the most usual: one was made on what the other goes on from.
  if (await contains(repository, one, other, signal)) {
    return one;
  }
  return deepening<string | undefined>(
    repository,
    { commit: one, filter: 'tree:0', firstDepth: FIRST_DEPTH },
    async (_, depth) => {
      const beside = { commit: other, depth, filter: 'tree:0' as const };
      await fetchCommit(repository, beside, signal);
      const command = {
        args: ['merge-base', one, other],
        where: 'cache' as const,
        signal,
      };
      const output = await repository.git(command);
      if (output.code > 1) {
        throw repository.problem(command, output);
      }
      if (output.code === 0) {
        return { answer: String(output.stdout).trim() };
      }
      return (await cutOff(repository)).size > 0
        ? 'deeper'
        : { answer: undefined };
    },
    signal,
  );
}
