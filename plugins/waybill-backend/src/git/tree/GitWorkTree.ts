import { InputError } from '@backstage/errors';
import {
  CommitOptions,
  FileChange,
  FileMode,
  PushOptions,
  PushResult,
  WorkTree,
  WriteOptions,
} from '@waybill/backstage-plugin-waybill-node';
import { NewObject } from '../objects/encodePack';
import { objectId } from '../objects/objectId';
import { commitContent } from './commitContent';
import { diffFolders } from './diffFolders';
import { Edit, emptyFolder, putNode } from './editFolder';
import { hashFolder } from './hashFolder';
import { ObjectSource } from './loadFolder';
import { materializeTree } from './materializeTree';
import { mergeNode } from './mergeNode';
import { FileNode, FolderNode } from './nodes';
import { isLink, linkTarget, resolveNode } from './resolveNode';
import { treePath } from './treePath';
import { walkFiles } from './walkFiles';

const fileModes: Record<FileNode['mode'], FileMode> = {
  '100644': 'file',
  '100755': 'executable',
  '120000': 'link',
};

/** Sends the commits of a work tree to the remote. */
export type PushWorkTree = (
  tree: { head: string; objects: Map<string, NewObject> },
  options: PushOptions,
) => Promise<PushResult>;

/**
 * A work tree in memory: the folders and files of a commit are looked at when somebody asks for them, edits stay here,
 * and a commit is only its bytes and its id until it is pushed.
 */
export class GitWorkTree implements WorkTree {
  readonly repoURL: string;
  readonly branch: string | undefined;
  readonly base: string | undefined;
  head: string | undefined;
  readonly #repositoryKey: string;
  readonly #source: ObjectSource;
  readonly #push: PushWorkTree;
  #headRoot: FolderNode;
  #root: FolderNode;
  #edit: Edit;
  /** What the commits made here are of. */
  readonly #objects = new Map<string, NewObject>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: {
    repoURL: string;
    repositoryKey: string;
    branch: string | undefined;
    base: { commit: string; tree: string } | undefined;
    source: ObjectSource;
    push: PushWorkTree;
  }) {
    this.repoURL = options.repoURL;
    this.branch = options.branch;
    this.base = options.base?.commit;
    this.head = options.base?.commit;
    this.#repositoryKey = options.repositoryKey;
    this.#source = options.source;
    this.#push = options.push;
    this.#edit = { owner: Symbol('edit'), source: options.source };
    this.#root = options.base
      ? {
          kind: 'folder',
          id: options.base.tree,
          stored: true,
          rawName: Buffer.alloc(0),
        }
      : emptyFolder(Symbol('empty'));
    this.#headRoot = this.#root;
  }

  async read(path: string): Promise<Buffer | undefined> {
    const { node } = await this.#resolve(path, true);
    if (!node) {
      return undefined;
    }
    if (node.kind !== 'file') {
      throw new InputError(`"${path}" is a ${node.kind}, not a file`);
    }
    return this.#contentOf(node);
  }

  async mode(path: string): Promise<FileMode | undefined> {
    const { node } = await this.#resolve(path, false);
    return node?.kind === 'file' ? fileModes[node.mode] : undefined;
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
    const { node } = await this.#resolve(path, false);
    return node && isLink(node) ? linkTarget(node, this.#source) : undefined;
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
      if (names.length === 0) {
        this.#root = emptyFolder(this.#edit.owner);
      } else if (node) {
        await this.#put(names, undefined);
      }
    });
  }

  async list(folder = ''): Promise<string[]> {
    const { node } = await this.#resolve(folder, true);
    if (!node) {
      return [];
    }
    if (node.kind !== 'folder') {
      throw new InputError(`"${folder}" is a ${node.kind}, not a folder`);
    }
    // As asked for, not where a link leads: the caller goes on with its own path.
    const asked = treePath(folder)
      .map(name => `${name}/`)
      .join('');
    return [...(await walkFiles(node, this.#source, asked)).keys()].sort();
  }

  async changes(): Promise<FileChange[]> {
    const files = await diffFolders(this.#headRoot, this.#root, this.#source);
    const unread = files
      .flatMap(({ before, after }) => [before, after])
      .flatMap(file => (file && !file.content ? [file.id] : []));
    const blobs = await this.#source.blobs(unread);
    const contentOf = (file: FileNode | undefined) =>
      file && (file.content ?? blobs.get(file.id));
    const modeOf = (file: FileNode | undefined) =>
      file && file.mode !== '100644' ? fileModes[file.mode] : undefined;
    return files.map(({ path, before, after }) => ({
      path,
      ...(before && { before: contentOf(before) }),
      ...(after && { after: contentOf(after) }),
      ...(modeOf(before) && { beforeMode: modeOf(before) }),
      ...(modeOf(after) && { afterMode: modeOf(after) }),
    }));
  }

  commit(options: CommitOptions): Promise<string | undefined> {
    return this.#inTurn(async () => {
      const objects = new Map<string, NewObject>();
      const tree = hashFolder(this.#root, objects);
      if (tree === hashFolder(this.#headRoot, new Map())) {
        return undefined;
      }
      const content = commitContent({
        tree,
        parent: this.head,
        commit: options,
      });
      this.head = objectId('commit', content);
      objects.set(this.head, { type: 'commit', content });
      objects.forEach((object, id) => this.#objects.set(id, object));
      this.#freeze();
      this.#headRoot = this.#root;
      return this.head;
    });
  }

  async push(options: PushOptions): Promise<PushResult> {
    if (!this.head) {
      throw new InputError(
        `There is nothing to push to ${options.targetBranch}: no commit was made`,
      );
    }
    return this.#push({ head: this.head, objects: this.#objects }, options);
  }

  async materialize(directory: string): Promise<void> {
    await materializeTree(this.#root, this.#source, directory);
  }

  async adopt(source: WorkTree, from: string, to: string): Promise<boolean> {
    if (
      !(source instanceof GitWorkTree) ||
      source.#repositoryKey !== this.#repositoryKey
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

  /** What is here now is not changed in place any more. */
  #freeze() {
    this.#edit = { ...this.#edit, owner: Symbol('edit') };
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
    return { names, node };
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
