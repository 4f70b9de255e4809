import {
  CommitOptions,
  FileChange,
  FileMode,
  GitPort,
  PushOptions,
  PushResult,
  PushTagOptions,
  PushTagResult,
  TagOptions,
  TreeMergeOptions,
  TreeMergeResult,
  WorkTree,
  WriteOptions,
} from '@waybill/backstage-plugin-waybill-node';
import { assertGranted } from './assertGranted';
import { RepositoryAccess } from './RepositoryAccess';

function isPrivateKey(signingKey: string | undefined): boolean {
  return signingKey !== undefined && /\sPRIVATE KEY/.test(signingKey);
}

/** A work tree that pushes only to branches, and only changes to paths, that are granted. */
export class AuthorizedWorkTree implements WorkTree {
  /** Paths of all commits made here. */
  private readonly committed = new Set<string>();
  /** The last commit of the remote's that was merged or gone to, and what the head differed from it in then. */
  private merged: { commit: string; paths: string[] } | undefined;
  /** All of them: what they bring along is pushed too. */
  private readonly foreign = new Set<string>();

  constructor(
    private readonly tree: WorkTree,
    private readonly git: GitPort,
    private readonly access: RepositoryAccess,
  ) {}

  get repoURL() {
    return this.tree.repoURL;
  }
  get branch() {
    return this.tree.branch;
  }
  get base() {
    return this.tree.base;
  }
  get head() {
    return this.tree.head;
  }

  read(path: string): Promise<Buffer | undefined> {
    return this.tree.read(path);
  }
  mode(path: string): Promise<FileMode | undefined> {
    return this.tree.mode(path);
  }
  write(
    path: string,
    content: Buffer | string,
    options?: WriteOptions,
  ): Promise<void> {
    return this.tree.write(path, content, options);
  }
  readLink(path: string): Promise<string | undefined> {
    return this.tree.readLink(path);
  }
  link(path: string, target: string): Promise<void> {
    return this.tree.link(path, target);
  }
  remove(path: string): Promise<void> {
    return this.tree.remove(path);
  }
  list(folder?: string): Promise<string[]> {
    return this.tree.list(folder);
  }
  changes(): Promise<FileChange[]> {
    return this.tree.changes();
  }
  materialize(directory: string, only?: readonly string[]): Promise<void> {
    return this.tree.materialize(directory, only);
  }
  adopt(source: WorkTree, from: string, to: string): Promise<boolean> {
    const inner = source instanceof AuthorizedWorkTree ? source.tree : source;
    return this.tree.adopt(inner, from, to);
  }

  async commit(options: CommitOptions): Promise<string | undefined> {
    // Known only now: afterwards the tree differs from its head in nothing.
    const paths = this.access.limitsPaths(this.repoURL)
      ? (await this.tree.changes())
          .filter(({ ignored }) => !ignored)
          .map(({ path }) => path)
      : [];
    const commit = await this.tree.commit(this.signed(options));
    paths.forEach(path => this.committed.add(path));
    return commit;
  }

  async merge(options: TreeMergeOptions): Promise<TreeMergeResult> {
    const result = await this.tree.merge(this.signed(options));
    if (result.status === 'merged') {
      this.stoodOn(options.commit, result.changed);
    }
    return result;
  }

  async reset(commit: string, signal: AbortSignal): Promise<void> {
    await this.tree.reset(commit, signal);
    this.stoodOn(commit, []);
  }

  tag(options: TagOptions): Promise<string> {
    return this.tree.tag(this.signed(options));
  }

  async pushTag(options: PushTagOptions): Promise<PushTagResult> {
    // Where branches are listed, tags have to be listed too.
    const ref = `refs/tags/${options.tag}`;
    assertGranted(this.access.mayWrite(this.repoURL, ref));
    if (this.access.limitsPaths(this.repoURL)) {
      assertGranted(
        this.access.mayChange(this.repoURL, ref, [...this.committed]),
      );
    }
    return this.tree.pushTag(options);
  }

  async push(options: PushOptions): Promise<PushResult> {
    const { targetBranch, signal } = options;
    assertGranted(this.access.mayWrite(this.repoURL, targetBranch));
    if (!this.access.limitsPaths(this.repoURL)) {
      return this.tree.push(options);
    }
    const remote = await this.git.resolve({
      repoURL: this.repoURL,
      branch: targetBranch,
      signal,
    });
    assertGranted(
      this.access.mayChange(
        this.repoURL,
        targetBranch,
        await this.pathsSince(remote?.commit, signal),
      ),
    );
    const opened = this.branch === targetBranch && !options.force;
    return this.tree.push({
      ...options,
      // What was compared is what must still be there; a tree on its own branch sees to that itself.
      ...(options.expected === undefined &&
        !opened && { expected: remote?.commit ?? null }),
    });
  }

  private stoodOn(commit: string, paths: string[]): void {
    this.merged = { commit, paths };
    this.foreign.add(commit);
  }

  /** A private key that a step brings along is its own; the platform's are for whom it says. */
  private signed<T extends { signingKey?: string | false }>(options: T): T {
    const { signingKey } = options;
    return signingKey === false || isPrivateKey(signingKey)
      ? options
      : {
          ...options,
          signingKey: this.access.signingKey(this.repoURL, signingKey),
        };
  }

  /** What the branch's files would differ in afterwards, own commits and older ones alike. */
  private async pathsSince(
    tip: string | undefined,
    signal: AbortSignal,
  ): Promise<string[]> {
    const { repoURL, base } = this;
    const own = [...this.committed];
    if (this.merged && tip === this.merged.commit) {
      return [...own, ...this.merged.paths];
    }
    if (!tip || (tip === base && this.foreign.size === 0)) {
      return own;
    }
    for (const commit of this.foreign) {
      own.push(...(await this.changedBetween(tip, commit, signal)));
    }
    if (base) {
      return [...own, ...(await this.changedBetween(tip, base, signal))];
    }
    const replaced = await this.git.open({
      repoURL,
      start: { commit: tip },
      signal,
    });
    return [...own, ...(await replaced.list())];
  }

  private changedBetween(from: string, to: string, signal: AbortSignal) {
    return this.git.changedPaths({ repoURL: this.repoURL, from, to, signal });
  }
}
