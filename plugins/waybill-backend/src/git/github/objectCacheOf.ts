import { LRUCache } from 'lru-cache';
import { TreeEntry } from '../objects/parseTree';

const MOST_BYTES = 128 * 1024 * 1024;
/** About what an entry of a folder takes in memory, beside its name. */
const ENTRY_BYTES = 200;

type Cached = Buffer | TreeEntry[] | string;

/** Folders, files and the trees of commits of all repositories, by what they are; they never change. Shared by all of this process, and bounded. */
const objects = new LRUCache<string, Cached>({
  maxSize: MOST_BYTES,
  sizeCalculation: value =>
    1 +
    (Array.isArray(value)
      ? value.reduce((sum, { name }) => sum + name.length + ENTRY_BYTES, 0)
      : value.length),
});

/** Objects of one repository, kept between work trees. Whoever asks has shown before that he may read the repository. */
export function objectCacheOf(repositoryKey: string) {
  const key = (kind: string, id: string) => `${kind} ${repositoryKey} ${id}`;
  return {
    tree: (id: string) =>
      objects.get(key('tree', id)) as TreeEntry[] | undefined,
    blob: (id: string) => objects.get(key('blob', id)) as Buffer | undefined,
    /** Of a commit. */
    treeOf: (commit: string) =>
      objects.get(key('commit', commit)) as string | undefined,
    /** What else was found out of the repository, by a name. Believed for a while, never truth. */
    note: (name: string) =>
      objects.get(key('note', name)) as string | undefined,
    setNote(name: string, value: string) {
      objects.set(key('note', name), value);
    },
    setTreeOf(commit: string, tree: string) {
      objects.set(key('commit', commit), tree);
    },
    setTree(id: string, entries: TreeEntry[]) {
      objects.set(key('tree', id), entries);
    },
    setBlob(id: string, content: Buffer) {
      objects.set(key('blob', id), content);
    },
  };
}

/** For tests: as another process would start. */
export function clearObjectCache(): void {
  objects.clear();
}
