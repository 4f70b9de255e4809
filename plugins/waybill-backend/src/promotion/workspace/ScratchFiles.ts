import { FileMode } from '@waybill/backstage-plugin-waybill-node';
import { HeldContent } from './HeldContent';

export interface ScratchFile {
  content: Buffer;
  mode: FileMode;
}

type Folder = Map<string, Folder | ScratchFile>;

/** Files of a workspace that are held in memory, by normalised path. A folder is there as long as something is in it. */
export class ScratchFiles {
  private readonly files = new Map<string, ScratchFile>();
  private readonly root: Folder = new Map();

  constructor(private readonly held: HeldContent) {}

  get(path: string): ScratchFile | undefined {
    return this.files.get(path);
  }

  /** In the order in which they came to be. */
  paths(): string[] {
    return [...this.files.keys()];
  }

  isFolder(path: string): boolean {
    return this.find(path) instanceof Map;
  }

  /** The file that stands where a path has a folder. */
  fileAbove(path: string): string | undefined {
    const parts = path.split('/');
    let at: Folder = this.root;
    for (let depth = 0; depth < parts.length - 1; depth += 1) {
      const next = at.get(parts[depth]);
      if (!next) {
        return undefined;
      }
      if (!(next instanceof Map)) {
        return parts.slice(0, depth + 1).join('/');
      }
      at = next;
    }
    return undefined;
  }

  /** In the place of what is there or above. Throws an `InputError` where the workspace holds too much then. */
  set(path: string, content: string | Uint8Array, mode: FileMode): void {
    const kept = this.held.take(path, content);
    const before = this.files.get(path);
    if (before) {
      this.held.release(before.content);
    } else {
      this.remove(this.fileAbove(path) ?? path);
    }
    const parts = path.split('/');
    const name = parts.pop()!;
    let at = this.root;
    for (const part of parts) {
      const next = at.get(part);
      const folder: Folder = next instanceof Map ? next : new Map();
      at.set(part, folder);
      at = folder;
    }
    const file = { content: kept, mode };
    at.set(name, file);
    this.files.set(path, file);
  }

  /** A file, or a folder with all that is in it. */
  remove(path: string): void {
    for (const [inside, file] of this.within(path)) {
      this.held.release(file.content);
      this.files.delete(inside);
    }
    if (path === '') {
      this.root.clear();
      return;
    }
    const parts = path.split('/');
    const above: Folder[] = [this.root];
    for (const part of parts.slice(0, -1)) {
      const next = above[above.length - 1].get(part);
      if (!(next instanceof Map)) {
        return;
      }
      above.push(next);
    }
    for (const part of parts.reverse()) {
      const folder = above.pop()!;
      folder.delete(part);
      if (folder.size > 0) {
        return;
      }
    }
  }

  /** The files below a folder, or the file itself, by path. */
  within(path: string): [path: string, file: ScratchFile][] {
    const files: [string, ScratchFile][] = [];
    const start = this.find(path);
    const todo: [string, Folder | ScratchFile][] = start ? [[path, start]] : [];
    while (todo.length > 0) {
      const [at, found] = todo.pop()!;
      if (!(found instanceof Map)) {
        files.push([at, found]);
        continue;
      }
      for (const [name, inside] of found) {
        todo.push([at ? `${at}/${name}` : name, inside]);
      }
    }
    return files;
  }

  private find(path: string): Folder | ScratchFile | undefined {
    let at: Folder | ScratchFile | undefined = this.root;
    for (const part of path ? path.split('/') : []) {
      at = at instanceof Map ? at.get(part) : undefined;
    }
    return at;
  }
}
