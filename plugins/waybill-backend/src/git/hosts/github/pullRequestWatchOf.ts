import { LRUCache } from 'lru-cache';
import { GithubConnection } from './connectGithub';
import {
  createPullRequestWatch,
  Pause,
  PullRequestWatch,
} from './createPullRequestWatch';

const MOST = 5_000;

const watches = new LRUCache<string, PullRequestWatch>({ max: MOST });
const pauses = new LRUCache<string, Pause>({ max: MOST });

/** The watch of a repository, the same for all in this process who ask with the same token; its pauses are those of the token. */
export function pullRequestWatchOf({
  account,
  owner,
  repo,
}: Pick<GithubConnection, 'account' | 'owner' | 'repo'>): PullRequestWatch {
  const key = `${account} ${owner}/${repo}`.toLowerCase();
  const pause = pauses.get(account) ?? { until: -Infinity };
  pauses.set(account, pause);
  const watch = watches.get(key) ?? createPullRequestWatch(pause);
  watches.set(key, watch);
  return watch;
}
