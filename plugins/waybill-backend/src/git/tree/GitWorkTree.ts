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
import { NewObject } from '../objects/encodePack';
import { objectId } from '../objects/objectId';
import { Signer } from '../signing/Signer';
import { tagName } from '../tagName';
import { Edit, emptyFolder, putNode } from './editFolder';
import { fileChanges } from './fileChanges';
import { fileModes } from './fileModes';
import { hashFolder } from './hashFolder';
import { ObjectSource } from './loadFolder';
import { makeCommit } from './makeCommit';
import { makeTag } from './makeTag';
import { materializeTree } from './materializeTree';
import { mergeCommits } from './mergeCommits';
import { mergeNode } from './mergeNode';
import { FileNode, FolderNode } from './nodes';
import { isLink, linkTarget, resolveNode } from './resolveNode';
import { SparseCone, sparseCone } from './sparseCone';
import { storedFolder } from './storedFolder';
import { treePath } from './treePath';
import { walkFiles } from './walkFiles';
import { MadeTag, WorkTreeRemote } from './WorkTreeRemote';

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
  readonly #cone: SparseCone | undefined;
  #headRoot: FolderNode;
  #root: FolderNode;
  #edit: Edit;
  /** What the commits made here are of. */
  readonly #objects = new Map<string, NewObject>();
  readonly #tags = new Map<string, MadeTag>();
  #queue: Promise<unknown> = Promise.resolve();

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
    this.#cone = options.sparse && sparseCone(options.sparse);
    this.#edit = { owner: Symbol('edit'), source: options.source };
    this.#root = options.base
      ? storedFolder(options.base.tree)
      : emptyFolder(Symbol('empty'));
    this.#headRoot = this.#root;
  }

  async read(path: string): Promise<Buffer | undefined> {
    const { names, node } = await this.#resolve(path, true);
    if (!node || (node.kind === 'file' && !this.#shows(names))) {
      return undefined;
    }
    if (node.kind !== 'file') {
      throw new InputError(`"${path}" is a ${node.kind}, not a file`);
    }
    return this.#contentOf(node);
  }

  async mode(path: string): Promise<FileMode | undefined> {
    const { names, node } = await this.#resolve(path, false);
    return node?.kind === 'file' && this.#shows(names)
      ? fileModes[node.mode]
      : undefined;
  }

  write(
    path: string,
    content: Buffer | string,
    options: WriteOptions = {},
  ): Promise<void> {
    return this.#inTurn(async () => {
      const { names, node } = await this.#resolveFile(path, true);
      const executable = options.executable ?? node?.mode === '100755';
      await this.#putFile(
        names,
        node,
        executable ? '100755' : '100644',
        Buffer.from(content),
      );
    });
  }

  async readLink(path: string): Promise<string | undefined> {
    const { names, node } = await this.#resolve(path, false);
    return node && isLink(node) && this.#shows(names)
      ? linkTarget(node, this.#source)
      : undefined;
  }

  link(path: string, target: string): Promise<void> {
    return this.#inTurn(async () => {
      if (target === '' || target.includes('\0')) {
        throw new InputError(`"${path}" cannot be a link that leads nowhere`);
      }
      const { names, node } = await this.#resolveFile(path, false);
      await this.#putFile(names, node, '120000', Buffer.from(target));
    });
  }

  remove(path: string): Promise<void> {
    return this.#inTurn(async () => {
      const { names, node } = await this.#resolve(path, false);
      if (this.#cone && (node?.kind === 'folder' || !this.#shows(names))) {
        for (const file of node?.kind === 'folder'
          ? await this.#filesBelow(node, names)
          : []) {
          await this.#put(file.split('/'), undefined);
        }
      } else if (names.length === 0) {
        this.#root = emptyFolder(this.#edit.owner);
      } else if (node) {
        await this.#put(names, undefined);
      }
    });
  }

  async list(folder = ''): Promise<string[]> {
    const { names, node } = await this.#resolve(folder, true);
    if (!node) {
      return [];
    }
    if (node.kind !== 'folder') {
      throw new InputError(`"${folder}" is a ${node.kind}, not a folder`);
    }
    // As asked for, not where a link leads: the caller goes on with its own path.
    const asked = treePath(folder);
    const found = await this.#filesBelow(node, names);
    const from = names.length === 0 ? 0 : names.join('/').length + 1;
    return found.map(file => [...asked, file.slice(from)].join('/')).sort();
  }

  async changes(): Promise<FileChange[]> {
    return fileChanges(this.#headRoot, this.#root, this.#source);
  }

  commit(options: CommitOptions): Promise<string | undefined> {
    return this.#inTurn(async () => {
      const objects = new Map<string, NewObject>();
      const tree = hashFolder(this.#root, objects);
      if (tree === hashFolder(this.#headRoot, new Map())) {
        return undefined;
      }
      const parents = this.head === undefined ? [] : [this.head];
      const made = await makeCommit(tree, parents, options, this.#signer);
      objects.set(made.id, { type: 'commit', content: made.content });
      this.#moveTo(made.id, this.#root, objects);
      return made.id;
    });
  }

  merge(options: TreeMergeOptions): Promise<TreeMergeResult> {
    return this.#inTurn(async () => {
      const head = this.#committedHead('merged');
      const known = this.#known;
      const result = await mergeCommits(
        { commit: head, known, root: this.#headRoot },
        options,
        { remote: this.#remote, edit: this.#edit, signer: this.#signer },
      );
      if (result.status === 'conflict') {
        return result;
      }
      const { commit, changed, root, objects } = result;
      this.#moveTo(commit, root, objects);
      this.#known = options.commit;
      return { status: 'merged', commit, changed };
    });
  }

  reset(commit: string, signal: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      this.#committedHead('left');
      const root = storedFolder(await this.#remote.treeOf(commit, signal));
      this.#moveTo(commit, root, new Map());
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
      if (!this.head) {
        throw new InputError(`There is no commit to tag as ${options.tag}`);
      }
      tagName(options.tag);
      const { id, content } = await makeTag(this.head, options, this.#signer);
      this.#objects.set(id, { type: 'tag', content });
      this.#tags.set(options.tag, {
        name: options.tag,
        object: id,
        commit: this.head,
        force: options.force ?? false,
      });
      return id;
    });
  }

  async pushTag(options: PushTagOptions): Promise<PushTagResult> {
    const tag = this.#tags.get(options.tag);
    if (!tag) {
      throw new InputError(
        `There is no tag ${options.tag} here to push: no step has made it`,
      );
    }
    const made = { head: tag.commit, objects: this.#objects };
    return this.#remote.pushTag(made, tag, options.signal);
  }

  async materialize(
    directory: string,
    only?: readonly string[],
  ): Promise<void> {
    await materializeTree(
      this.#root,
      this.#source,
      directory,
      only ?? (this.#cone && (await this.list())),
    );
  }

  async adopt(source: WorkTree, from: string, to: string): Promise<boolean> {
    if (
      !(source instanceof GitWorkTree) ||
      source.#repositoryKey !== this.#repositoryKey ||
      // What is not shown is not copied.
      source.#cone ||
      this.#cone
    ) {
      return false;
    }
    return this.#inTurn(async () => {
      const found = await source.#resolve(from, true);
      if (!found.node) {
        throw new InputError(`There is no "${from}" to copy`);
      }
      source.#freeze();
      const target = await this.#resolve(to, true);
      const merged = await mergeNode(
        target.node,
        found.node,
        target.names[target.names.length - 1] ?? '',
        this.#edit,
      );
      if (target.names.length > 0) {
        await this.#put(target.names, merged);
      } else if (merged?.kind === 'folder') {
        this.#root = merged;
      } else if (merged) {
        throw new InputError(`A file cannot take the place of the whole tree`);
      }
      return true;
    });
  }

  /** A place where a file is or can be. */
  async #resolveFile(path: string, followLast: boolean) {
    const { names, node } = await this.#resolve(path, followLast);
    if (names.length === 0 || (node && node.kind !== 'file')) {
      throw new InputError(
        `"${path}" is a ${
          node?.kind ?? 'folder'
        }, so no file can be written there`,
      );
    }
    if (!this.#shows(names)) {
      throw new InputError(
        `"${path}" is outside of the folders that were checked out ("sparse")`,
      );
    }
    return { names, node };
  }

  #shows(names: string[]): boolean {
    return this.#cone?.hasFile(names.join('/')) ?? true;
  }

  /** From the tree's root. */
  async #filesBelow(folder: FolderNode, names: string[]): Promise<string[]> {
    const prefix = names.map(name => `${name}/`).join('');
    const found = await walkFiles(folder, this.#source, prefix, this.#cone);
    return [...found.keys()];
  }

  /** Throws when there is no head, or more than it. */
  #committedHead(what: string): string {
    const isClean =
      this.#root === this.#headRoot ||
      hashFolder(this.#root, new Map()) ===
        hashFolder(this.#headRoot, new Map());
    if (!this.head || !isClean) {
      throw new InputError(
        this.head
          ? `There are changes that are in no commit, so the head cannot be ${what}`
          : `There is no commit that could be ${what}`,
      );
    }
    return this.head;
  }

  #moveTo(
    commit: string,
    root: FolderNode,
    objects: ReadonlyMap<string, NewObject>,
  ) {
    objects.forEach((object, id) => this.#objects.set(id, object));
    this.head = commit;
    this.#root = root;
    this.#headRoot = root;
    this.#freeze();
  }

  #putFile(
    names: string[],
    before: FileNode | undefined,
    mode: FileNode['mode'],
    content: Buffer,
  ) {
    return this.#put(names, {
      kind: 'file',
      mode,
      id: objectId('blob', content),
      content,
      rawName: before?.rawName ?? Buffer.from(names[names.length - 1]),
    });
  }

  /** What is here now is not changed in place any more. */
  #freeze() {
    this.#edit = { ...this.#edit, owner: Symbol('edit') };
  }

  #resolve(path: string, followLast: boolean) {
    return resolveNode(this.#root, treePath(path), this.#source, followLast);
  }

  async #put(names: string[], node: FileNode | FolderNode | undefined) {
    this.#root = await putNode(this.#root, names, node, this.#edit);
  }

  async #contentOf(file: FileNode): Promise<Buffer> {
    return file.content
      ? Buffer.from(file.content)
      : (await this.#source.blobs([file.id])).get(file.id)!;
  }

  /** Edits wait for each other, so that none is lost when several are started at once. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#queue.then(work);
    this.#queue = next.catch(() => {});
    return next;
  }
}
