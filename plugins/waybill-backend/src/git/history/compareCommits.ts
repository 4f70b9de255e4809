import { InputError } from '@backstage/errors';
import {
  CommitComparison,
  CommitList,
} from '@waybill/backstage-plugin-waybill-common';
import { fetchCommit } from '../repository/fetchCommit';
import { Repository } from '../repository/Repository';
import { cutOff, deepening } from './deepening';
import { readLog } from './readLog';

const FIRST_DEPTH = 64;
const LONGEST_SUBJECT = 200;

/** What each of two commits has that the other has not, newest first; fetches as much history as that takes. */
export async function compareCommits(
  repository: Repository,
  request: { from: string; to: string; limit: number; signal: AbortSignal },
): Promise<CommitComparison> {
  const { from, to, limit, signal } = request;
  const filter = 'tree:0' as const;
  const mostCommits = repository.limits.historyCommits;

  async function side(base: string, head: string): Promise<CommitList> {
    const range = [head, `^${base}`];
    const count = Number(
      await run(repository, ['rev-list', '--count', ...range], signal),
    );
    const log = await readLog(
      repository,
      [`--max-count=${limit}`, ...range],
      signal,
    );
    return {
      commits: log.map(({ id, subject, author, committedAt }) => ({
        id,
        subject: subject.slice(0, LONGEST_SUBJECT),
        author: author.replace(/ *<[^<>]*>$/, ''),
        committedAt,
      })),
      more: count - log.length,
      pullRequests: [],
    };
  }

  const found = await deepening<CommitComparison>(
    repository,
    { commit: to, filter, firstDepth: FIRST_DEPTH, mostCommits },
    async (_, depth) => {
      await fetchCommit(repository, { commit: from, depth, filter }, signal);
      const cut = await cutOff(repository);
      const apart = await run(
        repository,
        ['rev-list', `${from}...${to}`],
        signal,
      );
      // Where history ends too early, what both have looks like what one has.
      if (apart.split('\n').some(commit => cut.has(commit))) {
        return 'deeper';
      }
      return {
        answer: { gained: await side(from, to), lost: await side(to, from) },
      };
    },
    signal,
  );
  if (!found) {
    throw new InputError(
      `${from.slice(0, 7)} and ${to.slice(0, 7)} of ${
        repository.url.href
      } have nothing in common within ${mostCommits} commits`,
    );
  }
  return found;
}

async function run(
  repository: Repository,
  args: string[],
  signal: AbortSignal,
): Promise<string> {
  const command = { args: [...args, '--'], where: 'cache' as const, signal };
  const output = await repository.git(command);
  if (output.code !== 0) {
    throw repository.problem(command, output);
  }
  return output.stdout.toString('utf8');
}
