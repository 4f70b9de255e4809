import { findRepository, fullName, RepositoryName } from './repositories';
import { runGit } from './runGit';

/** One ref before and after; undefined: did not or does not exist. */
export interface RefUpdate {
  ref: string;
  before?: string;
  after?: string;
}

export interface Push {
  repository: RepositoryName;
  updates: RefUpdate[];
}

export type PushListener = (push: Push) => void | Promise<void>;

/** Tells listeners which refs moved, whoever moved them: a push over HTTP or the GitHub-style API. */
export interface PushAnnouncer {
  /** Looks at the refs and tells the difference since the last look. The first look only remembers. */
  look(repository: RepositoryName): Promise<void>;
  /** Returns a function that ends it. */
  onPush(listener: PushListener): () => void;
}

export function createPushAnnouncer(options: {
  /** Where the repositories are. */
  directory: string;
}): PushAnnouncer {
  const listeners = new Set<PushListener>();
  const known = new Map<string, Map<string, string>>();
  const turns = new Map<string, Promise<void>>();

  async function readRefs(repository: RepositoryName) {
    const path = findRepository(options.directory, repository);
    if (!path) {
      return new Map<string, string>();
    }
    const output = await runGit(path, [
      'for-each-ref',
      '--format=%(refname) %(objectname)',
      'refs/heads',
      'refs/tags',
    ]);
    return new Map(
      output
        .toString()
        .split('\n')
        .filter(Boolean)
        .map(line => line.split(' ') as [string, string]),
    );
  }

  async function lookNow(repository: RepositoryName) {
    const key = fullName(repository);
    const before = known.get(key);
    const after = await readRefs(repository);
    known.set(key, after);
    if (!before) {
      return;
    }
    const updates = [...new Set([...before.keys(), ...after.keys()])]
      .filter(ref => before.get(ref) !== after.get(ref))
      .sort()
      .map(ref => ({ ref, before: before.get(ref), after: after.get(ref) }));
    if (updates.length) {
      for (const listener of listeners) {
        await listener({ repository, updates });
      }
    }
  }

  return {
    // One after the other per repository, so that no update is told twice or in the wrong order.
    look(repository) {
      const key = fullName(repository);
      const turn = (turns.get(key) ?? Promise.resolve())
        .catch(() => {})
        .then(() => lookNow(repository));
      turns.set(key, turn);
      return turn;
    },
    onPush(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
