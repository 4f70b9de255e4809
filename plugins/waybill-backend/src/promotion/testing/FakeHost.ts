import {
  GitHostPort,
  PullRequest,
} from '@waybill/backstage-plugin-waybill-node';
import { FakeGit } from './FakeGit';

export interface FakeHost extends GitHostPort {
  pullRequests: PullRequest[];
  /** Of each, as it was opened. */
  descriptions: string[];
  /** Numbers of those that were changed, once for each change. */
  updates: number[];
  /** As a third party's host may be. */
  cannotUpdate?: boolean;
  /** Runs before one is changed; throws: it is refused. */
  beforeUpdate?: () => void;
  /** Runs after a pull request was changed; throws: its answer is lost. */
  afterUpdate?: () => void;
  /** Runs after a pull request was made; throws: its answer is lost. */
  afterOpen?: () => void;
  /** Why it does not merge; undefined: it does. */
  mergeProblem?: () =>
    | { status: 'waiting' | 'refused'; message: string }
    | undefined;
  /** Runs after a merge was asked for and made; throws: its answer is lost. */
  afterMerge?: () => void;
  merge(number: number): void;
  close(number: number): void;
}

/** Pull requests of one repository; the head of an open one is where its branch is. */
export function createFakeHost(git: FakeGit, repoURL: string): FakeHost {
  const pullRequests: PullRequest[] = [];
  const current = (found: PullRequest | undefined) =>
    found?.state === 'open'
      ? {
          ...found,
          head: {
            ...found.head,
            commit:
              git.repository(repoURL).branches.get(found.head.branch) ?? '',
          },
        }
      : found;
  const find = (number: number) =>
    pullRequests.find(item => item.number === number) as PullRequest;

  const host: FakeHost = {
    pullRequests,
    descriptions: [],
    updates: [],
    merge(number) {
      const found = find(number);
      const repo = git.repository(repoURL);
      const head = repo.commits.get(repo.branches.get(found.head.branch) ?? '');
      const files = [...(head?.files ?? [])].map(
        ([path, content]) => [path, content.toString('utf8')] as const,
      );
      found.mergeCommit = git.commit(
        repoURL,
        found.base.branch,
        Object.fromEntries(files),
        `Merge pull request #${number}`,
      );
      found.state = 'merged';
    },
    close(number) {
      find(number).state = 'closed';
    },
    async forRepository() {
      return {
        async findOpenPullRequest({ head, base }) {
          return current(
            pullRequests.find(
              item =>
                item.state === 'open' &&
                item.head.branch === head &&
                item.base.branch === base,
            ),
          );
        },
        async findNewestPullRequest({ head, base }) {
          return current(
            pullRequests.findLast(
              item => item.head.branch === head && item.base.branch === base,
            ),
          );
        },
        async mergePullRequest({ number, head }) {
          const found = current(find(number)) as PullRequest;
          if (found.state === 'open') {
            const problem = host.mergeProblem?.();
            if (problem) {
              return problem;
            }
            if (found.head.commit !== head) {
              return { status: 'refused', message: 'its head has moved' };
            }
            host.merge(number);
            host.afterMerge?.();
          }
          return { status: 'merged', commit: find(number).mergeCommit ?? '' };
        },
        async openPullRequest({ head, base, title, description }) {
          host.descriptions.push(description);
          const number = pullRequests.length + 1;
          pullRequests.push({
            number,
            url: `https://git.example.com/acme/config/pull/${number}`,
            state: 'open',
            head: {
              branch: head,
              commit: git.repository(repoURL).branches.get(head) ?? '',
            },
            base: { branch: base },
            title,
            description,
          });
          host.afterOpen?.();
          return find(number);
        },
        ...(!host.cannotUpdate && {
          async updatePullRequest({ number, title, description }) {
            host.beforeUpdate?.();
            host.updates.push(number);
            Object.assign(find(number), { title, description });
            host.afterUpdate?.();
            return find(number);
          },
        }),
        commitUrl: commit => `${repoURL}/commit/${commit}`,
        async getPullRequest({ number }) {
          return current(find(number));
        },
      };
    },
  };
  return host;
}
