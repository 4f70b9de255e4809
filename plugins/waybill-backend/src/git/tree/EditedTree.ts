import { InputError } from '@backstage/errors';
import { FileMode, WriteOptions } from '@waybill/backstage-plugin-waybill-node';
import { objectId } from '../objects/objectId';
import { Edit, emptyFolder, putNode } from './editFolder';
import { fileModes } from './fileModes';
import { ObjectSource } from './loadFolder';
import { materializeTree } from './materializeTree';
import { mergeNode } from './mergeNode';
import { FileNode, FolderNode } from './nodes';
import { isLink, linkTarget, resolveNode } from './resolveNode';
import { SparseCone } from './sparseCone';
import { treePath } from './treePath';
import { walkFiles } from './walkFiles';

/**
 * The files of a tree with edits, as far as they are shown. Folders and files are looked at when somebody asks for them; an edit copies
 * the folders on its way once. Not for several edits at a time.
 */
export class EditedTree {
  readonly #source: ObjectSource;
  /** Undefined: all is shown. */
  readonly #cone: SparseCone | undefined;
  #root: FolderNode;
  #edit: Edit;

  constructor(options: {
    /** Undefined: nothing yet. */
    root: FolderNode | undefined;
    source: ObjectSource;
    cone: SparseCone | undefined;
  }) {
    this.#source = options.source;
    this.#cone = options.cone;
    this.#edit = { owner: Symbol('edit'), source: options.source };
    this.#root = options.root ?? emptyFolder(Symbol('empty'));
  }

  /** With all edits. Changed in place by the next one, unless it is frozen. */
  get root(): FolderNode {
    return this.#root;
  }

  /** What further edits are made with. */
  get edit(): Edit {
    return this.#edit;
  }

  /** These are the files now. */
  goTo(root: FolderNode): void {
    this.#root = root;
    this.#freeze();
  }

  async read(path: string): Promise<Buffer | undefined> {
    const { names, node } = await this.#resolve(path, true, true);
    if (!node || (node.kind === 'file' && !this.#shows(names))) {
      return undefined;
    }
    if (node.kind !== 'file') {
      throw new InputError(`"${path}" is a ${node.kind}, not a file`);
    }
    return node.content
      ? Buffer.from(node.content)
      : (await this.#source.blobs([node.id])).get(node.id)!;
  }

  async mode(path: string): Promise<FileMode | undefined> {
    const { names, node } = await this.#resolve(path, false);
    return node?.kind === 'file' && this.#shows(names)
      ? fileModes[node.mode]
      : undefined;
  }

  async write(
    path: string,
    content: Buffer | string,
    options: WriteOptions,
  ): Promise<void> {
    const { names, node } = await this.#resolveFile(path, true);
    const executable = options.executable ?? node?.mode === '100755';
    await this.#putFile(
      names,
      node,
      executable ? '100755' : '100644',
      Buffer.from(content),
    );
  }

  async readLink(path: string): Promise<string | undefined> {
    const { names, node } = await this.#resolve(path, false);
    return node && isLink(node) && this.#shows(names)
      ? linkTarget(node, this.#source)
      : undefined;
  }

  async link(path: string, target: string): Promise<void> {
    if (target === '' || target.includes('\0')) {
      throw new InputError(`"${path}" cannot be a link that leads nowhere`);
    }
    const { names, node } = await this.#resolveFile(path, false);
    await this.#putFile(names, node, '120000', Buffer.from(target));
  }

  async remove(path: string): Promise<void> {
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
  }

  async list(folder: string): Promise<string[]> {
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

  async materialize(
    directory: string,
    only?: readonly string[],
  ): Promise<void> {
    const shown = only ?? (this.#cone && (await this.list('')));
    await materializeTree(this.#root, this.#source, directory, shown);
  }

  /** Copies what is at a path of another tree of the same repository, unread. False: one of the two does not show all that it has. */
  async adopt(other: EditedTree, from: string, to: string): Promise<boolean> {
    if (other.#cone || this.#cone) {
      return false;
    }
    const found = await other.#resolve(from, true);
    if (!found.node) {
      throw new InputError(`There is no "${from}" to copy`);
    }
    other.#freeze();
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
  }

  /** What is here now is not changed in place any more. */
  #freeze(): void {
    this.#edit = { ...this.#edit, owner: Symbol('edit') };
  }

  #shows(names: string[]): boolean {
    return this.#cone?.hasFile(names.join('/')) ?? true;
  }

  #resolve(path: string, followLast: boolean, toRead = false) {
    return resolveNode(
      this.#root,
      treePath(path),
      this.#source,
      followLast,
      toRead,
    );
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

  /** From the tree's root. */
  async #filesBelow(folder: FolderNode, names: string[]): Promise<string[]> {
    const prefix = names.map(name => `${name}/`).join('');
    const found = await walkFiles(folder, this.#source, prefix, this.#cone);
    return [...found.keys()];
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

  async #put(names: string[], node: FileNode | FolderNode | undefined) {
    this.#root = await putNode(this.#root, names, node, this.#edit);
  }
}
