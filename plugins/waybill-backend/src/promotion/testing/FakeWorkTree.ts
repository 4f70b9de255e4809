import { InputError } from '@backstage/errors';
import {
  PushOptions,
  PushResult,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { makeCommit } from './FakeGit';

export type FakeFiles = Map<string, Buffer>;

export interface FakeCommit {
  id: string;
  parent: string | undefined;
  files: FakeFiles;
  message: string;
  trailers: Record<string, string>;
  author: string;
  date: Date;
}

/** A work tree in memory, as strict about paths as the real ones. */
export function createFakeWorkTree(options: {
  repoURL: string;
  branch: string | undefined;
  base: FakeCommit | undefined;
  push: (
    made: FakeCommit[],
    head: string,
    options: PushOptions,
  ) => Promise<PushResult>;
}): WorkTree {
  const { repoURL, branch, base } = options;
  let head = base;
  const made: FakeCommit[] = [];
  const files: FakeFiles = new Map(base?.files);

  const check = (path: string) => {
    const parts = path.split('/');
    if (
      path.startsWith('/') ||
      parts.includes('..') ||
      parts.includes('.git')
    ) {
      throw new InputError(`Path "${path}" is not inside the tree`);
    }
    return path;
  };
  const isFolder = (path: string) =>
    path === '' || [...files.keys()].some(file => file.startsWith(`${path}/`));

  return {
    repoURL,
    branch,
    base: base?.id,
    get head() {
      return head?.id;
    },
    async read(path) {
      if (isFolder(check(path))) {
        throw new InputError(`"${path}" is a folder, not a file`);
      }
      return files.get(path);
    },
    async write(path, content) {
      if (isFolder(check(path))) {
        throw new InputError(`"${path}" is a folder`);
      }
      files.set(path, Buffer.from(content));
    },
    async remove(path) {
      check(path);
      for (const file of [...files.keys()]) {
        if (path === '' || file === path || file.startsWith(`${path}/`)) {
          files.delete(file);
        }
      }
    },
    async list(folder = '') {
      if (files.has(check(folder))) {
        throw new InputError(`"${folder}" is a file, not a folder`);
      }
      return [...files.keys()]
        .filter(file => folder === '' || file.startsWith(`${folder}/`))
        .sort();
    },
    async changes() {
      const before = head?.files ?? new Map<string, Buffer>();
      return [...new Set([...before.keys(), ...files.keys()])]
        .sort()
        .map(path => ({
          path,
          before: before.get(path),
          after: files.get(path),
        }))
        .filter(
          change =>
            change.before?.toString('hex') !== change.after?.toString('hex'),
        );
    },
    async commit({ message, author, trailers, date }) {
      if ((await this.changes()).length === 0) {
        return undefined;
      }
      head = makeCommit(files, head?.id, {
        message,
        trailers,
        author: `${author.name} <${author.email}>`,
        date,
      });
      made.push(head);
      return head.id;
    },
    async push(push) {
      if (!head) {
        throw new InputError('There is nothing to push');
      }
      return options.push(made, head.id, push);
    },
    async materialize() {
      throw new Error('There is no disk here');
    },
    async adopt() {
      return false;
    },
  };
}
