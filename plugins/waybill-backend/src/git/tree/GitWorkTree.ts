import { InputError } from '@backstage/errors';
import {
  CommitOptions,
  FileChange,
  FileMode,
  TreeMergeOptions,
  TreeMergeResult,
  PushOptions,
  PushResult,
  PushTagOptions,
  PushTagResult,
  TagOptions,
  WorkTree,
  WriteOptions,
} from '@waybill/backstage-plugin-waybill-node';
import pLimit from 'p-limit';
import { NewObject } from '../objects/encodePack';
import { Signer } from '../signing/Signer';
import { committableFiles } from './committableFiles';
import { EditedTree } from './EditedTree';
import { fileChanges } from './fileChanges';
import { hashFolder } from './hashFolder';
import { ignoredFiles } from './ignoredFiles';
import { ObjectSource } from './loadFolder';
import { makeCommit } from './makeCommit';
import { MadeTags } from './MadeTags';
import { mergeCommits } from './mergeCommits';
import { FileNode, FolderNode } from './nodes';
import { putFiles } from './putFiles';
import { sparseCone } from './sparseCone';
import { storedFolder } from './storedFolder';
import { WorkTreeRemote } from './WorkTreeRemote';

/**
 * A work tree in memory: the folders and files of a commit are looked at when somebody asks for them, edits stay here,
 * and a commit is only its bytes and its id until it is pushed.
 */
export class GitWorkTree implements WorkTree {
  readonly repoURL: string;
  readonly branch: string | undefined;
  readonly base: string | undefined;
  head: string | undefined;
  /** The newest commit of the remote's that the head is known to contain. */
  #known: string | undefined;
  readonly #repositoryKey: string;
  readonly #source: ObjectSource;
  readonly #remote: WorkTreeRemote;
  readonly #signer: Signer | undefined;
  readonly #files: EditedTree;
  #headRoot: FolderNode;
  /** What the commits made here are of. */
  readonly #objects = new Map<string, NewObject>();
  readonly #tags: MadeTags;
  /** Edits wait for each other, so that none is lost when several are started at once. */
  readonly #inTurn = pLimit(1);

  constructor(options: {
    repoURL: string;
    repositoryKey: string;
    branch: string | undefined;
    base: { commit: string; tree: string } | undefined;
    source: ObjectSource;
    remote: WorkTreeRemote;
    signer?: Signer;
    sparse?: readonly string[];
  }) {
    this.repoURL = options.repoURL;
    this.branch = options.branch;
    this.base = options.base?.commit;
    this.head = options.base?.commit;
    this.#known = options.base?.commit;
    this.#repositoryKey = options.repositoryKey;
    this.#source = options.source;
    this.#remote = options.remote;
    this.#signer = options.signer;
    this.#tags = new MadeTags(options.signer);
    this.#files = new EditedTree({
      root: options.base && storedFolder(options.base.tree),
      source: options.source,
      cone: options.sparse && sparseCone(options.sparse),
    });
    this.#headRoot = this.#files.root;
  }

  read(path: string): Promise<Buffer | undefined> {
    return this.#files.read(path);
  }

  mode(path: string): Promise<FileMode | undefined> {
    return this.#files.mode(path);
  }

  write(
    path: string,
    content: Buffer | string,
    options: WriteOptions = {},
  ): Promise<void> {
    return this.#inTurn(() => this.#files.write(path, content, options));
  }

  readLink(path: string): Promise<string | undefined> {
    return this.#files.readLink(path);
  }

  link(path: string, target: string): Promise<void> {
    return this.#inTurn(() => this.#files.link(path, target));
  }

  remove(path: string): Promise<void> {
    return this.#inTurn(() => this.#files.remove(path));
  }

  list(folder = ''): Promise<string[]> {
    return this.#files.list(folder);
  }

  materialize(directory: string, only?: readonly string[]): Promise<void> {
    return this.#files.materialize(directory, only);
  }

  async adopt(source: WorkTree, from: string, to: string): Promise<boolean> {
    if (
      !(source instanceof GitWorkTree) ||
      source.#repositoryKey !== this.#repositoryKey
    ) {
      return false;
    }
    return this.#inTurn(() => this.#files.adopt(source.#files, from, to));
  }

  async changes(): Promise<FileChange[]> {
    const changes = await fileChanges(
      this.#headRoot,
      this.#files.root,
      this.#source,
    );
    const ignored = await ignoredFiles(
      this.#headRoot,
      this.#files.root,
      this.#source,
    );
    return changes.map(change =>
      ignored.has(change.path) ? { ...change, ignored: true } : change,
    );
  }

  commit(options: CommitOptions): Promise<string | undefined> {
    return this.#inTurn(async () => {
      const objects = new Map<string, NewObject>();
      const { root, ignored } = await this.#committable();
      const tree = hashFolder(root, objects);
      if (tree === hashFolder(this.#headRoot, new Map())) {
        return undefined;
      }
      const parents = this.head === undefined ? [] : [this.head];
      const made = await makeCommit(tree, parents, options, this.#signer);
      objects.set(made.id, { type: 'commit', content: made.content });
      await this.#moveTo(made.id, root, objects, ignored);
      return made.id;
    });
  }

  merge(options: TreeMergeOptions): Promise<TreeMergeResult> {
    return this.#inTurn(async () => {
      const { head, ignored } = await this.#committedHead('merged');
      const known = this.#known;
      const result = await mergeCommits(
        { commit: head, known, root: this.#headRoot },
        options,
        { remote: this.#remote, edit: this.#files.edit, signer: this.#signer },
      );
      if (result.status === 'conflict') {
        return result;
      }
      const { commit, changed, root, objects } = result;
      await this.#moveTo(commit, root, objects, ignored);
      this.#known = options.commit;
      return { status: 'merged', commit, changed };
    });
  }

  reset(commit: string, signal: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      const { ignored } = await this.#committedHead('left');
      const root = storedFolder(await this.#remote.treeOf(commit, signal));
      await this.#moveTo(commit, root, new Map(), ignored);
      this.#known = commit;
    });
  }

  async push(options: PushOptions): Promise<PushResult> {
    if (!this.head) {
      throw new InputError(
        `There is nothing to push to ${options.targetBranch}: no commit was made`,
      );
    }
    const made = { head: this.head, objects: this.#objects };
    const result = await this.#remote.push(made, options);
    if (result.status === 'pushed') {
      // The host may have made it anew, of the same files.
      this.head = result.commit;
      this.#known = result.commit;
    }
    return result;
  }

  tag(options: TagOptions): Promise<string> {
    return this.#inTurn(async () => {
      const { id, content } = await this.#tags.make(this.head, options);
      this.#objects.set(id, { type: 'tag', content });
      return id;
    });
  }

  async pushTag(options: PushTagOptions): Promise<PushTagResult> {
    const tag = this.#tags.named(options.tag);
    const made = { head: tag.commit, objects: this.#objects };
    return this.#remote.pushTag(made, tag, options.signal);
  }

  /** Throws when there is no head, or more than it. */
  async #committedHead(what: string) {
    const { root, ignored } = await this.#committable();
    const isClean =
      root === this.#headRoot ||
      hashFolder(root, new Map()) === hashFolder(this.#headRoot, new Map());
    if (!this.head || !isClean) {
      throw new InputError(
        this.head
          ? `There are changes that are in no commit, so the head cannot be ${what}`
          : `There is no commit that could be ${what}`,
      );
    }
    return { head: this.head, ignored };
  }

  #committable() {
    return committableFiles(this.#headRoot, this.#files.root, this.#source);
  }

  /** What is ignored stays where it is, as on a disk, unless the commit has something else there. */
  async #moveTo(
    commit: string,
    root: FolderNode,
    objects: ReadonlyMap<string, NewObject>,
    ignored: ReadonlyMap<string, FileNode>,
  ) {
    const files = await putFiles(
      root,
      [...ignored].map(([path, node]) => ({ path, node })),
      this.#source,
    );
    objects.forEach((object, id) => this.#objects.set(id, object));
    this.head = commit;
    this.#headRoot = root;
    this.#files.goTo(files);
  }
}
