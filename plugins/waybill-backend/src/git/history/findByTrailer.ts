import { CommitInfo } from '@waybill/backstage-plugin-waybill-node';
import { hasCommit } from '../repository/fetchCommit';
import { listRefs } from '../repository/listRefs';
import { Repository } from '../repository/Repository';
import { deepening } from './deepening';
import { readLog } from './readLog';

const FIRST_DEPTH = 32;

/**
 * The newest commit on the remote's branch that carries a trailer and is not reachable from `since`. Looks at no more than
 * `limits.historyCommits` generations.
 */
export async function findByTrailer(
  repository: Repository,
  options: {
    branch: string;
    trailer: { key: string; value: string };
    since?: string;
    signal: AbortSignal;
  },
): Promise<CommitInfo | undefined> {
  const { branch, trailer, since, signal } = options;
  const tip = (await listRefs(repository, [branch], signal)).branches.get(
    branch,
  );
  if (tip === undefined || tip === since) {
    return undefined;
  }
  return deepening<CommitInfo | undefined>(
    repository,
    {
      commit: tip,
      branch,
      filter: 'tree:0',
      firstDepth: FIRST_DEPTH,
      mostCommits: repository.limits.historyCommits,
    },
    async cut => {
      const until =
        since && (await hasCommit(repository, since)) ? [`^${since}`] : [];
      const commits = await readLog(repository, [tip, ...until], signal);
      const found = commits.find(
        commit => commit.trailers[trailer.key] === trailer.value,
      );
      if (found) {
        const { paths, ...info } = found;
        return { answer: info };
      }
      return commits.some(commit => cut.has(commit.id))
        ? 'deeper'
        : { answer: undefined };
    },
    signal,
  );
}
