import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  FileMode,
  PushOptions,
  PushResult,
  PushTagResult,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { makeCommit } from './FakeGit';

export type FakeFiles = Map<string, Buffer>;
/** Of those that are no ordinary files. */
export type FakeModes = Map<string, FileMode>;

export interface FakeCommit {
  id: string;
  parent: string | undefined;
  /** The second parent of a merge. */
  merged?: string;
  files: FakeFiles;
  modes?: FakeModes;
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
  /** Of the remote. */
  commitOf(id: string): FakeCommit | undefined;
  mergeBase(one: string, other: string): FakeCommit | undefined;
  pushTag(
    made: FakeCommit[],
    tag: { name: string; object: string; commit: string; force: boolean },
  ): Promise<PushTagResult>;
}): WorkTree {
  const { repoURL, branch, base } = options;
  let head = base;
  const made: FakeCommit[] = [];
  const tags = new Map<
    string,
    { object: string; commit: string; force: boolean }
  >();
  const files: FakeFiles = new Map(base?.files);
  const modes: FakeModes = new Map(base?.modes);

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

  const same = (one?: Buffer, other?: Buffer) =>
    one?.toString('latin1') === other?.toString('latin1');

  const moveTo = (commit: FakeCommit) => {
    made.push(commit);
    head = commit;
    files.clear();
    commit.files.forEach((content, path) => files.set(path, content));
  };

  /** As a host does it that makes the commits itself: the same, under other ids. */
  const pushVerified = async (push: PushOptions): Promise<PushResult> => {
    if (made.length > push.verified!.maxRevisions) {
      throw new InputError(`More than ${push.verified!.maxRevisions} commits`);
    }
    let parent = base?.id;
    const again = made.map(({ files: content, message, trailers, date }) => {
      const author = 'Host <host@example.com>';
      const commit = makeCommit(content, parent, {
        message,
        trailers,
        date,
        author,
      });
      parent = commit.id;
      return commit;
    });
    const last = again[again.length - 1] ?? head;
    const result = await options.push(again, last.id, push);
    if (result.status === 'pushed') {
      head = last;
      made.length = 0;
    }
    return result;
  };

  /** Links at a path's end only. */
  const followed = (path: string): string => {
    if (modes.get(path) !== 'link') {
      return path;
    }
    const target = posix.join(posix.dirname(path), `${files.get(path)}`);
    return followed(check(target));
  };

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
      return files.get(followed(path));
    },
    async mode(path) {
      return files.has(check(path)) ? modes.get(path) ?? 'file' : undefined;
    },
    async write(path, content, { executable } = {}) {
      if (isFolder(check(path))) {
        throw new InputError(`"${path}" is a folder`);
      }
      const target = followed(path);
      files.set(target, Buffer.from(content));
      if (executable) {
        modes.set(target, 'executable');
      } else if (executable === false) {
        modes.delete(target);
      }
    },
    async readLink(path) {
      return modes.get(check(path)) === 'link'
        ? files.get(path)?.toString('utf8')
        : undefined;
    },
    async link(path, target) {
      if (isFolder(check(path))) {
        throw new InputError(`"${path}" is a folder`);
      }
      files.set(path, Buffer.from(target));
      modes.set(path, 'link');
    },
    async remove(path) {
      check(path);
      for (const file of [...files.keys()]) {
        if (path === '' || file === path || file.startsWith(`${path}/`)) {
          files.delete(file);
          modes.delete(file);
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
          beforeMode: head?.modes?.get(path),
          afterMode: modes.get(path),
        }))
        .filter(
          change =>
            change.before?.toString('hex') !== change.after?.toString('hex') ||
            change.beforeMode !== change.afterMode,
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
        modes,
      });
      made.push(head);
      return head.id;
    },
    async push(push) {
      if (!head) {
        throw new InputError('There is nothing to push');
      }
      if (push.verified) {
        return pushVerified(push);
      }
      return options.push(made, head.id, push);
    },
    async merge({ commit, message, author, trailers, date }) {
      const onto = options.commitOf(commit);
      const before = base && options.mergeBase(base.id, commit);
      if (!head || !onto || !before) {
        throw new InputError(`Nothing in common with ${commit}`);
      }
      const paths = new Set([...head.files.keys(), ...onto.files.keys()]);
      const merged: FakeFiles = new Map(onto.files);
      const conflicts: string[] = [];
      for (const path of paths) {
        const [old, ours, theirs] = [before, head, onto].map(each =>
          each.files.get(path)?.toString('latin1'),
        );
        if (ours !== old && theirs !== old && ours !== theirs) {
          conflicts.push(path);
        } else if (ours !== old && ours === undefined) {
          merged.delete(path);
        } else if (ours !== old) {
          merged.set(path, head.files.get(path)!);
        }
      }
      if (conflicts.length > 0) {
        return { status: 'conflict', paths: conflicts.sort() };
      }
      const changed = [...paths].filter(
        path => !same(merged.get(path), onto.files.get(path)),
      );
      moveTo(
        makeCommit(merged, commit, {
          message,
          trailers,
          author: `${author.name} <${author.email}>`,
          date,
          merged: head.id,
        }),
      );
      return { status: 'merged', commit: head.id, changed };
    },
    async reset(commit) {
      const found = options.commitOf(commit);
      if (!found) {
        throw new InputError(`There is no commit ${commit}`);
      }
      moveTo(found);
      made.pop();
    },
    async tag({ tag, message, tagger, date, force = false }) {
      if (!head) {
        throw new InputError('There is nothing to tag');
      }
      const { id: object } = makeCommit(new Map(), head.id, {
        message: `${tag} ${message}`,
        trailers: {},
        author: `${tagger.name} <${tagger.email}>`,
        date,
      });
      tags.set(tag, { object, commit: head.id, force });
      return object;
    },
    async pushTag({ tag: name }) {
      const tag = tags.get(name);
      if (!tag) {
        throw new InputError(`There is no tag ${name} here`);
      }
      return options.pushTag(made, { name, ...tag });
    },
    async materialize(directory, only = ['']) {
      for (const [path, content] of files) {
        const asked = only.some(
          folder =>
            folder === '' || path === folder || path.startsWith(`${folder}/`),
        );
        if (asked) {
          const target = join(directory, path);
          await mkdir(dirname(target), { recursive: true });
          await writeFile(target, content);
        }
      }
    },
    async adopt() {
      return false;
    },
  };
}
