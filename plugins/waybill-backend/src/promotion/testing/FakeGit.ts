import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { normalizeGitUrl } from '@waybill/backstage-plugin-waybill-common';
import {
  CommitInfo,
  GitPort,
  PushOptions,
  PushResult,
  PushRules,
} from '@waybill/backstage-plugin-waybill-node';
import { createFakeWorkTree, FakeCommit, FakeFiles } from './FakeWorkTree';

/** A remote with its branches; what is pushed to it stays whatever happens to who pushed. */
export interface FakeRepository {
  commits: Map<string, FakeCommit>;
  branches: Map<string, string>;
  tags: Map<string, { object: string; commit: string }>;
  /** What is configured for it. Default: Kargo's. */
  rules?: Partial<PushRules>;
  /** Accepted pushes, in order. */
  pushes: { branch: string; commit: string }[];
  /** Runs before a push is looked at; throws: the push never arrives. */
  beforePush?: (options: PushOptions) => void | Promise<void>;
  /** Runs after a push was accepted; throws: its answer is lost. */
  afterPush?: (options: PushOptions) => void | Promise<void>;
}

/** Git as far as the promotion can tell: immutable commits with deterministic ids, branches that are compared and swapped. */
export interface FakeGit extends GitPort {
  create(repoURL: string, files: Record<string, string>): FakeRepository;
  repository(repoURL: string): FakeRepository;
  /** Somebody else's commit. */
  commit(
    repoURL: string,
    branch: string,
    files: Record<string, string>,
    message?: string,
  ): string;
  /** Newest first. */
  log(repoURL: string, branch: string): FakeCommit[];
  /** Text of a file at a branch's tip. */
  file(repoURL: string, branch: string, path: string): string | undefined;
}

export function createFakeGit(): FakeGit {
  const repositories = new Map<string, FakeRepository>();

  const repository = (repoURL: string): FakeRepository => {
    const found = repositories.get(normalizeGitUrl(repoURL));
    if (!found) {
      throw new Error(`There is no repository ${repoURL}`);
    }
    return found;
  };
  const history = (
    repo: FakeRepository,
    from: string | undefined,
  ): FakeCommit[] => {
    const commit = from === undefined ? undefined : repo.commits.get(from);
    return commit
      ? [
          commit,
          ...history(repo, commit.parent),
          ...history(repo, commit.merged),
        ]
      : [];
  };
  const isAncestor = (
    repo: FakeRepository,
    ancestor: string,
    descendant: string | undefined,
  ) => history(repo, descendant).some(commit => commit.id === ancestor);

  const push = async (
    repo: FakeRepository,
    base: { branch: string | undefined; commit: string | undefined },
    made: FakeCommit[],
    head: string,
    options: PushOptions,
  ): Promise<PushResult> => {
    options.signal.throwIfAborted();
    await repo.beforePush?.(options);
    const tip = repo.branches.get(options.targetBranch);
    const expected =
      options.expected === undefined && base.branch === options.targetBranch
        ? base.commit ?? null
        : options.expected;
    if (expected !== undefined && (tip ?? null) !== expected) {
      return { status: 'rejected', tip, message: 'stale info' };
    }
    made.forEach(commit => repo.commits.set(commit.id, commit));
    if (tip && !options.force && !isAncestor(repo, tip, head)) {
      return { status: 'rejected', tip, message: 'non-fast-forward' };
    }
    repo.branches.set(options.targetBranch, head);
    repo.pushes.push({ branch: options.targetBranch, commit: head });
    await repo.afterPush?.(options);
    return { status: 'pushed', commit: head };
  };

  const git: FakeGit = {
    repository,
    create(repoURL, files) {
      const created: FakeRepository = {
        commits: new Map(),
        branches: new Map(),
        tags: new Map(),
        pushes: [],
      };
      repositories.set(normalizeGitUrl(repoURL), created);
      git.commit(repoURL, 'main', files, 'start');
      return created;
    },
    commit(repoURL, branch, files, message = 'somebody else') {
      const repo = repository(repoURL);
      const parent = repo.branches.get(branch);
      const before = parent ? repo.commits.get(parent)?.files : undefined;
      const after: FakeFiles = new Map(before);
      Object.entries(files).forEach(([path, text]) =>
        after.set(path, Buffer.from(text)),
      );
      const commit = makeCommit(after, parent, {
        message,
        modes: parent ? repo.commits.get(parent)?.modes : undefined,
        trailers: {},
        author: 'Somebody <somebody@example.com>',
        date: new Date(0),
      });
      repo.commits.set(commit.id, commit);
      repo.branches.set(branch, commit.id);
      return commit.id;
    },
    log: (repoURL, branch) => {
      const repo = repository(repoURL);
      return history(repo, repo.branches.get(branch));
    },
    file(repoURL, branch, path) {
      return git.log(repoURL, branch)[0]?.files.get(path)?.toString('utf8');
    },
    async open({ repoURL, start, signal }) {
      signal.throwIfAborted();
      const repo = repository(repoURL);
      let branch: string | undefined;
      let base: string | undefined;
      if ('orphan' in start) {
        branch = start.orphan;
      } else if ('commit' in start) {
        base = start.commit;
      } else if ('tag' in start) {
        base = start.at ?? repo.tags.get(start.tag)?.commit;
        if (base === undefined) {
          throw new InputError(`There is no tag ${start.tag} in ${repoURL}`);
        }
      } else {
        branch = 'branch' in start ? start.branch : 'main';
        base = start.at ?? repo.branches.get(branch);
        if (base === undefined && !('create' in start && start.create)) {
          throw new InputError(`There is no branch ${branch} in ${repoURL}`);
        }
      }
      const commit = base === undefined ? undefined : repo.commits.get(base);
      if (base !== undefined && !commit) {
        throw new Error(`There is no commit ${base} in ${repoURL}`);
      }
      return createFakeWorkTree({
        repoURL,
        branch,
        base: commit,
        push: (made, head, options) =>
          push(repo, { branch, commit: base }, made, head, options),
        commitOf: id => repo.commits.get(id),
        mergeBase: (one, other) => {
          const common = new Set(history(repo, one).map(({ id }) => id));
          return history(repo, other).find(({ id }) => common.has(id));
        },
        async pushTag(made, { name, force, ...tag }) {
          const there = repo.tags.get(name);
          if (there && there.object !== tag.object && !force) {
            return { status: 'rejected', object: there.object };
          }
          made.forEach(each => repo.commits.set(each.id, each));
          repo.tags.set(name, tag);
          return { status: 'pushed', ...tag };
        },
      });
    },
    pushRules: repoURL => ({
      integration: 'AlwaysRebase',
      maxRevisions: 10,
      ...repository(repoURL).rules,
    }),
    inTurn: (_, work) => work(false),
    async resolve({ repoURL, branch = 'main', signal }) {
      signal.throwIfAborted();
      const commit = repository(repoURL).branches.get(branch);
      return commit ? { branch, commit } : undefined;
    },
    async findByTrailer({ repoURL, branch, trailer, since }) {
      const repo = repository(repoURL);
      const old = new Set(history(repo, since).map(commit => commit.id));
      const found = history(repo, repo.branches.get(branch)).find(
        commit =>
          !old.has(commit.id) && commit.trailers[trailer.key] === trailer.value,
      );
      return found && infoOf(found);
    },
    async contains({ repoURL, ancestor, descendant }) {
      return isAncestor(repository(repoURL), ancestor, descendant);
    },
    async changedPaths({ repoURL, from, to }) {
      const repo = repository(repoURL);
      const before = repo.commits.get(from)?.files ?? new Map();
      const after = repo.commits.get(to)?.files ?? new Map();
      return [...new Set([...before.keys(), ...after.keys()])].filter(
        path =>
          before.get(path)?.toString('hex') !==
          after.get(path)?.toString('hex'),
      );
    },
  };
  return git;
}

/** The same content makes the same id, as in Git. */
export function makeCommit(
  files: FakeFiles,
  parent: string | undefined,
  {
    modes,
    ...rest
  }: Pick<
    FakeCommit,
    'message' | 'trailers' | 'author' | 'date' | 'modes' | 'merged'
  >,
): FakeCommit {
  const hash = createHash('sha1');
  [...files.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .forEach(([path, content]) => hash.update(path).update(content));
  hash.update(JSON.stringify([parent, rest, ...(modes ?? [])]));
  const id = hash.digest('hex');
  return { id, parent, files: new Map(files), modes: new Map(modes), ...rest };
}

function infoOf(commit: FakeCommit): CommitInfo {
  return {
    id: commit.id,
    parents: [commit.parent, commit.merged].filter(id => id !== undefined),
    subject: commit.message.split('\n')[0],
    author: commit.author,
    committer: commit.author,
    committedAt: commit.date.toISOString(),
    trailers: commit.trailers,
  };
}
