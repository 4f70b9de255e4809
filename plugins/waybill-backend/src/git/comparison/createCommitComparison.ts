import {
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  CommitComparison,
  CommitList,
} from '@waybill/backstage-plugin-waybill-common';
import { GitHost, GitHostPort } from '@waybill/backstage-plugin-waybill-node';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { CommitComparisonPort } from '../../ports';
import { commitId } from '../commitId';
import { Connect } from '../createConnect';
import { compareCommits } from '../history/compareCommits';
import { repositoryUrl } from '../repositoryUrl';

/** Commits on each side that are told one by one. */
const MOST_COMMITS = 250;
/** Of all outside calls for one answer together. */
const ANSWER_WITHIN_MS = 20_000;
/** How many answers are fetched at a time; each may take many requests. */
const AT_ONCE = 4;
/** Commits that are remembered, of all repositories; about 300 bytes each. */
const REMEMBERED_COMMITS = 50_000;
/** What lies between two commits never changes; the titles of pull requests do. */
const REMEMBERED_MS = 3600_000;
/** So that a host that is down is not asked by everybody who looks. */
const FAILURE_REMEMBERED_MS = 30_000;

type Answer = { comparison: CommitComparison } | { error: Error };
type Asked = Parameters<CommitComparisonPort['compare']>[0] & {
  pipelineId: string;
};

/**
 * Compares commits by the API of their host, which knows of pull requests, else by Git itself; remembers the answers of all pipelines.
 *
 * @param options - `anonymous`: the same hosts, without any credential
 */
export function createCommitComparison(options: {
  hosts(pipelineId: string): GitHostPort;
  anonymous: GitHostPort;
  connect(pipelineId: string): Connect;
}): (pipelineId: string) => CommitComparisonPort {
  const turn = pLimit(AT_ONCE);
  const remembered = new LRUCache<string, Answer, Asked>({
    maxSize: REMEMBERED_COMMITS,
    sizeCalculation: answer =>
      'error' in answer ? 1 : 1 + sizeOf(answer.comparison),
    ttl: REMEMBERED_MS,
    async fetchMethod(_key, _stale, { context, options: entry }) {
      try {
        const comparison = await turn(() => read(context));
        if (comparison.gained.missing || comparison.lost.missing) {
          entry.ttl = FAILURE_REMEMBERED_MS;
        }
        return { comparison };
      } catch (error) {
        entry.ttl = FAILURE_REMEMBERED_MS;
        return { error: isError(error) ? error : new Error(String(error)) };
      }
    },
  });

  async function read(asked: Asked): Promise<CommitComparison> {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const { repoURL, pipelineId, isGranted } = asked;
    const from = commitId(asked.from);
    const to = commitId(asked.to);
    const request = { from, to, limit: MOST_COMMITS, signal };
    try {
      const host = await hostOf(
        isGranted ? options.hosts(pipelineId) : options.anonymous,
        repoURL,
      );
      if (!isGranted) {
        if (!host?.compareCommits) {
          throw new NotFoundError(
            `${new URL(repoURL).host} is no host of "integrations"`,
          );
        }
        return await host.compareCommits(request);
      }
      const told = await byHost(host, request);
      if (told && 'comparison' in told) {
        return told.comparison;
      }
      const found = await compareCommits(
        await options.connect(pipelineId)(repoURL, 'commits'),
        request,
      );
      return withPages(host, found, told?.problem);
    } catch (error) {
      if (signal.aborted) {
        throw new ServiceUnavailableError(
          `${new URL(repoURL).host} did not tell within ${
            ANSWER_WITHIN_MS / 1000
          } s what lies between two commits`,
        );
      }
      throw error;
    }
  }

  return pipelineId => ({
    async compare(asked) {
      const { signal, isGranted } = asked;
      signal.throwIfAborted();
      const { key } = repositoryUrl(asked.repoURL, true);
      const answer = await untilAborted(
        remembered.fetch(
          [
            isGranted ? pipelineId : '',
            key,
            asked.from,
            asked.to,
            isGranted,
          ].join(' '),
          { context: { ...asked, pipelineId } },
        ),
        signal,
      );
      if (!answer) {
        throw new ServiceUnavailableError('There is no answer');
      }
      if ('error' in answer) {
        throw answer.error;
      }
      return answer.comparison;
    },
  });
}

/** Undefined: none of the hosts that are known. */
async function hostOf(
  hosts: GitHostPort,
  repoURL: string,
): Promise<GitHost | undefined> {
  try {
    return await hosts.forRepository({ repoURL });
  } catch (error) {
    if (isError(error) && error.name === 'InputError') {
      return undefined;
    }
    throw error;
  }
}

/** Undefined: it cannot tell, and Git may. */
async function byHost(
  host: GitHost | undefined,
  request: Parameters<NonNullable<GitHost['compareCommits']>>[0],
): Promise<{ comparison: CommitComparison } | { problem: string } | undefined> {
  try {
    const comparison = await host?.compareCommits?.(request);
    return comparison && { comparison };
  } catch (error) {
    request.signal.throwIfAborted();
    return { problem: isError(error) ? error.message : String(error) };
  }
}

/** Git knows of no pages and no pull requests. */
function withPages(
  host: GitHost | undefined,
  { gained, lost }: CommitComparison,
  problem: string | undefined,
): CommitComparison {
  const told = (list: CommitList): CommitList => ({
    ...list,
    commits: list.commits.map(commit => ({
      ...commit,
      ...(host && { url: host.commitUrl(commit.id) }),
    })),
    ...(problem && { missing: `Pull requests are not known: ${problem}` }),
  });
  return { gained: told(gained), lost: told(lost) };
}

function sizeOf({ gained, lost }: CommitComparison): number {
  return [gained, lost]
    .map(list => list.commits.length + list.pullRequests.length)
    .reduce((sum, each) => sum + each, 0);
}

/** What others wait for too goes on. */
async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
