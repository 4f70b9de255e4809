import { ConflictError, NotFoundError } from '@backstage/errors';
import { PullRequest } from '@waybill/backstage-plugin-waybill-node';
import { GitRemote } from './GitRemote';

/** What a host keeps of one. */
export interface HostedPullRequest extends PullRequest {
  description: string;
}

/** The pull requests of one repository on a Git host. */
export interface PullRequests {
  readonly all: HostedPullRequest[];
  find(number: number): HostedPullRequest | undefined;
  findOpen(head: string, base: string): HostedPullRequest | undefined;
  /** Whatever has become of it. */
  findNewest(head: string, base: string): HostedPullRequest | undefined;
  /** @throws ConflictError for what a host refuses: a twin of an open one, or nothing to merge */
  open(options: {
    head: string;
    base: string;
    title: string;
    description: string;
  }): HostedPullRequest;
  /** @throws NotFoundError */
  update(
    number: number,
    to: { title: string; description: string },
  ): HostedPullRequest;
  /** False: it is no longer open. */
  merge(number: number): boolean;
  close(number: number): boolean;
}

/**
 * @param refusesTwins - whether the host itself keeps two open ones between the same branches apart; not every host does
 */
export function createPullRequests(options: {
  remote: GitRemote;
  repoURL: string;
  refusesTwins: boolean;
}): PullRequests {
  const { remote, repoURL } = options;
  const all: HostedPullRequest[] = [];
  /** The head of an open one is where its branch is. */
  const current = (found: HostedPullRequest): HostedPullRequest =>
    found.state === 'open'
      ? {
          ...found,
          head: {
            ...found.head,
            commit: remote.tip(repoURL, found.head.branch) ?? '',
          },
        }
      : { ...found };
  const stored = (number: number) => all.find(it => it.number === number);

  const between = (head: string, base: string) =>
    all.filter(it => it.head.branch === head && it.base.branch === base);

  const host: PullRequests = {
    all,
    find(number) {
      const found = stored(number);
      return found && current(found);
    },
    findOpen(head, base) {
      const found = between(head, base).find(it => it.state === 'open');
      return found && current(found);
    },
    findNewest(head, base) {
      const found = between(head, base).pop();
      return found && current(found);
    },
    open({ head, base, title, description }) {
      const commit = remote.tip(repoURL, head);
      const target = remote.tip(repoURL, base);
      if (!commit || !target) {
        throw new ConflictError(`There is no branch ${commit ? base : head}`);
      }
      if (options.refusesTwins && host.findOpen(head, base)) {
        throw new ConflictError(
          `A pull request already exists for ${head} into ${base}`,
        );
      }
      if (remote.contains(repoURL, target, commit)) {
        throw new ConflictError(`No commits between ${base} and ${head}`);
      }
      const number = all.length + 1;
      const made: HostedPullRequest = {
        number,
        url: `${repoURL}/pull/${number}`,
        state: 'open',
        head: { branch: head, commit },
        base: { branch: base },
        title,
        description,
      };
      all.push(made);
      return current(made);
    },
    update(number, { title, description }) {
      const found = stored(number);
      if (!found) throw new NotFoundError(`There is no pull request ${number}`);
      Object.assign(found, { title, description });
      return current(found);
    },
    merge(number) {
      const found = stored(number);
      const head = found && remote.tip(repoURL, found.head.branch);
      if (!found || found.state !== 'open' || !head) {
        return false;
      }
      const { branch } = found.base;
      found.mergeCommit = mergeInto(remote, repoURL, branch, head, number);
      found.head.commit = head;
      found.state = 'merged';
      return true;
    },
    close(number) {
      const found = stored(number);
      if (!found || found.state !== 'open') {
        return false;
      }
      found.state = 'closed';
      return true;
    },
  };
  return host;
}

/** Puts what the head has changed since it left the branch on top of it, as a squash does. */
function mergeInto(
  remote: GitRemote,
  repoURL: string,
  branch: string,
  head: string,
  number: number,
): string {
  let base: string | undefined = head;
  const tip = remote.tip(repoURL, branch) ?? '';
  while (base !== undefined && !remote.contains(repoURL, tip, base)) {
    base = remote.commit(repoURL, base)?.parent;
  }
  const before = base ? remote.commit(repoURL, base)?.files : undefined;
  const files: Record<string, string> = {};
  for (const [path, content] of remote.commit(repoURL, head)?.files ?? []) {
    if (before?.get(path)?.equals(content) !== true) {
      files[path] = content.toString('utf8');
    }
  }
  return remote.git.commit(
    repoURL,
    branch,
    files,
    `Merge pull request #${number}`,
  );
}
