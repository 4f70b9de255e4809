import { FileChange, WorkTree } from '@waybill/backstage-plugin-waybill-node';

/** A work tree that remembers what its commits changed, so that nobody has to ask Git again. */
export interface RecordingWorkTree extends WorkTree {
  readonly inner: WorkTree;
  /** From the base to the head, by path. */
  committed(): FileChange[];
  /** Files that were read or written, whether or not that changed them. */
  looked(): string[];
}

/** Told by identity: other decorators may have members of the same names. */
const recordings = new WeakSet<WorkTree>();

/** The changes that commits made here; undefined for a tree that does not remember. */
export function committedChanges(tree: WorkTree): FileChange[] | undefined {
  return isRecording(tree) ? tree.committed() : undefined;
}

/**
 * The files that are as the steps want them: what commits changed; where there was nothing to change, what was looked at to find
 * that out.
 */
export function settledFiles(tree: WorkTree): string[] {
  if (!isRecording(tree)) {
    return [];
  }
  const changed = tree.committed().map(change => change.path);
  return changed.length > 0 ? changed : tree.looked();
}

export function recordCommits(inner: WorkTree): RecordingWorkTree {
  const committed = new Map<string, FileChange>();
  const looked = new Set<string>();

  const remember = (changes: FileChange[]) => {
    for (const change of changes) {
      const { path, after, afterMode } = change;
      const { before, beforeMode } = committed.get(path) ?? change;
      const isBack =
        before === undefined || after === undefined
          ? before === after
          : before.equals(after) && beforeMode === afterMode;
      if (isBack) {
        committed.delete(path);
      } else {
        committed.set(path, { path, before, after, beforeMode, afterMode });
      }
    }
  };

  const recording: RecordingWorkTree = {
    inner,
    get repoURL() {
      return inner.repoURL;
    },
    get branch() {
      return inner.branch;
    },
    get base() {
      return inner.base;
    },
    get head() {
      return inner.head;
    },
    committed: () =>
      [...committed.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    looked: () => [...looked].sort(),
    read: async path => {
      const content = await inner.read(path);
      if (content) {
        looked.add(path);
      }
      return content;
    },
    mode: path => inner.mode(path),
    write: (path, content, options) => {
      looked.add(path);
      return inner.write(path, content, options);
    },
    readLink: path => inner.readLink(path),
    link: (path, target) => inner.link(path, target),
    remove: path => inner.remove(path),
    list: folder => inner.list(folder),
    changes: () => inner.changes(),
    async commit(options) {
      const changes = (await inner.changes()).filter(({ ignored }) => !ignored);
      const commit = await inner.commit(options);
      if (commit !== undefined) {
        remember(changes);
      }
      return commit;
    },
    push: options => inner.push(options),
    merge: options => inner.merge(options),
    reset: (commit, signal) => inner.reset(commit, signal),
    tag: options => inner.tag(options),
    pushTag: options => inner.pushTag(options),
    materialize: (directory, only) => inner.materialize(directory, only),
    adopt: (source, from, to) => inner.adopt(innermost(source), from, to),
  };
  recordings.add(recording);
  return recording;
}

/** The backend knows only its own trees. */
function innermost(tree: WorkTree): WorkTree {
  return isRecording(tree) ? innermost(tree.inner) : tree;
}

function isRecording(tree: WorkTree): tree is RecordingWorkTree {
  return recordings.has(tree);
}
