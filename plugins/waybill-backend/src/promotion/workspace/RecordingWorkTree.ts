import { FileChange, WorkTree } from '@waybill/backstage-plugin-waybill-node';

/** A work tree that remembers what its commits changed, so that nobody has to ask Git again. */
export interface RecordingWorkTree extends WorkTree {
  readonly inner: WorkTree;
  /** From the base to the head, by path. */
  committed(): FileChange[];
}

/** Told by identity: other decorators may have members of the same names. */
const recordings = new WeakSet<WorkTree>();

/** The changes that commits made here; undefined for a tree that does not remember. */
export function committedChanges(tree: WorkTree): FileChange[] | undefined {
  return isRecording(tree) ? tree.committed() : undefined;
}

export function recordCommits(inner: WorkTree): RecordingWorkTree {
  const committed = new Map<string, FileChange>();

  const remember = (changes: FileChange[]) => {
    for (const change of changes) {
      const before = committed.has(change.path)
        ? committed.get(change.path)?.before
        : change.before;
      const isBack =
        before === undefined || change.after === undefined
          ? before === change.after
          : before.equals(change.after);
      if (isBack) {
        committed.delete(change.path);
      } else {
        committed.set(change.path, {
          path: change.path,
          before,
          after: change.after,
        });
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
    read: path => inner.read(path),
    write: (path, content) => inner.write(path, content),
    remove: path => inner.remove(path),
    list: folder => inner.list(folder),
    changes: () => inner.changes(),
    async commit(options) {
      const changes = await inner.changes();
      const commit = await inner.commit(options);
      if (commit !== undefined) {
        remember(changes);
      }
      return commit;
    },
    push: options => inner.push(options),
    materialize: directory => inner.materialize(directory),
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
