import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'fs';
import { join } from 'path';
import { KubeObject } from './KubeObject';

/** Lines of the log before it is folded into the snapshot. */
const LOG_LIMIT = 2_000;
/** Events that a watch can go back. */
const HISTORY_LIMIT = 1_000;

export interface StoreEvent {
  revision: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** Plural name of the kind. */
  resource: string;
  object: KubeObject;
}

/**
 * All objects, with one rising revision, as etcd has it. Every write is appended to a log and synced to disk before it
 * is seen by anybody, so that a killed process loses nothing; a snapshot keeps the log short. Writes are synchronous:
 * nothing happens between reading an object and writing it.
 */
export class ObjectStore {
  readonly #objects = new Map<string, KubeObject>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  readonly #snapshotFile: string;
  readonly #log: number;
  #events: StoreEvent[] = [];
  #lines = 0;
  #revision = 0;
  /** Events up to here are forgotten. */
  #forgotten = 0;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#snapshotFile = join(directory, 'snapshot.json');
    const logFile = join(directory, 'log.ndjson');
    this.#load(logFile);
    this.#log = openSync(logFile, 'a');
    this.#fold();
  }

  get revision(): number {
    return this.#revision;
  }

  get(
    resource: string,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.#objects.get(keyOf(resource, namespace, name));
  }

  /** Sorted by namespace and name. */
  list(resource: string, namespace?: string): KubeObject[] {
    const start = `${resource}/${namespace ? `${namespace}/` : ''}`;
    return [...this.#objects.entries()]
      .filter(([key]) => key.startsWith(start))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  /** Creates or replaces; the object comes back with its new resourceVersion. */
  put(resource: string, object: KubeObject): KubeObject {
    const key = keyOfObject(resource, object);
    const type = this.#objects.has(key) ? 'MODIFIED' : 'ADDED';
    return this.#record(type, resource, object);
  }

  remove(resource: string, object: KubeObject): KubeObject {
    return this.#record('DELETED', resource, object);
  }

  /** Events after a revision; undefined: that is too long ago, or of another life. */
  since(revision: number): StoreEvent[] | undefined {
    return revision < this.#forgotten || revision > this.#revision
      ? undefined
      : this.#events.filter(event => event.revision > revision);
  }

  /** Called after each write. Returns how to stop. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    closeSync(this.#log);
  }

  #record(
    type: StoreEvent['type'],
    resource: string,
    given: KubeObject,
  ): KubeObject {
    const revision = this.#revision + 1;
    const object = {
      ...given,
      metadata: { ...given.metadata, resourceVersion: String(revision) },
    };
    const event: StoreEvent = { revision, type, resource, object };
    writeSync(this.#log, `${JSON.stringify(event)}\n`);
    fsyncSync(this.#log);
    this.#take(event);
    this.#lines += 1;
    if (this.#lines > LOG_LIMIT) {
      this.#fold();
    }
    for (const listener of [...this.#listeners]) {
      listener(event);
    }
    return object;
  }

  #take(event: StoreEvent): void {
    const key = keyOfObject(event.resource, event.object);
    if (event.type === 'DELETED') {
      this.#objects.delete(key);
    } else {
      this.#objects.set(key, event.object);
    }
    this.#revision = event.revision;
    this.#events.push(event);
  }

  #load(logFile: string): void {
    const snapshot = readIfThere(this.#snapshotFile);
    if (snapshot) {
      const { revision, objects } = JSON.parse(snapshot) as {
        revision: number;
        objects: [string, KubeObject][];
      };
      this.#revision = revision;
      objects.forEach(([key, object]) => this.#objects.set(key, object));
    }
    for (const line of (readIfThere(logFile) ?? '').split('\n')) {
      const event = parseLine(line);
      if (event && event.revision > this.#revision) {
        this.#take(event);
      }
    }
  }

  /** Everything into the snapshot, then an empty log. A crash in between leaves lines that the snapshot has already. */
  #fold(): void {
    const temporary = `${this.#snapshotFile}.tmp`;
    const file = openSync(temporary, 'w');
    const content = {
      revision: this.#revision,
      objects: [...this.#objects.entries()],
    };
    writeFileSync(file, JSON.stringify(content));
    fsyncSync(file);
    closeSync(file);
    renameSync(temporary, this.#snapshotFile);
    ftruncateSync(this.#log);
    fsyncSync(this.#log);
    this.#lines = 0;
    this.#events = this.#events.slice(-HISTORY_LIMIT);
    this.#forgotten = (this.#events[0]?.revision ?? this.#revision + 1) - 1;
  }
}

function keyOf(resource: string, namespace: string | undefined, name: string) {
  return namespace ? `${resource}/${namespace}/${name}` : `${resource}/${name}`;
}

function keyOfObject(resource: string, { metadata }: KubeObject): string {
  return keyOf(resource, metadata.namespace, metadata.name);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The last line may be cut short by a crash; it was never acknowledged. */
function parseLine(line: string): StoreEvent | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
