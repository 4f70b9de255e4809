import { InputError, ServiceUnavailableError } from '@backstage/errors';
import pLimit from 'p-limit';
import { encodeTree } from '../objects/encodeTree';
import { objectId } from '../objects/objectId';
import { TreeEntry } from '../objects/parseTree';
import { ObjectSource } from '../tree/loadFolder';
import { isUnsafeName } from '../tree/isUnsafeName';
import { FolderNode } from '../tree/nodes';
import { GithubRepository } from './createGithubRepository';
import { lookAhead } from './lookAhead';
import { objectCacheOf } from './objectCacheOf';
import { readFileAt } from './readFileAt';

/** Requests at a time; GitHub asks for few. */
const AT_ONCE = 8;

interface GithubEntry {
  path?: string;
  mode?: string;
  sha?: string | null;
}

/**
 * Folders and files from GitHub's API, each held against its id: what was lost on the way, or is not what was asked for, is an error
 * and not a file.
 */
export function createGithubSource(
  repository: GithubRepository,
  fileBytes: number,
  signal: AbortSignal,
  /** The commit whose tree it mostly is about. Undefined: nothing is asked for ahead. */
  base?: string,
): ObjectSource {
  const { octokit, at } = repository;
  const cache = objectCacheOf(repository.key);
  const limited = pLimit(AT_ONCE);

  async function tree(id: string): Promise<TreeEntry[]> {
    const cached = cache.tree(id);
    if (cached) {
      return cached;
    }
    const { tree: listed, truncated } = await ask(id, false);
    if (truncated) {
      throw new InputError(
        `A folder of ${repository.name} has more entries than GitHub's API lists; an entry of waybill.git.repositories with "workTree: git" can`,
      );
    }
    return keep(id, listed.map(toEntry));
  }

  function ask(id: string, recursive: boolean) {
    return repository.ask(`Reading the folder ${id}`, signal, () =>
      octokit.git.getTree({
        ...at,
        tree_sha: id,
        // Any value means yes.
        ...(recursive && { recursive: '1' }),
        request: { signal },
      }),
    );
  }

  /** Throws unless these are the entries that the id stands for. */
  function keep(id: string, entries: TreeEntry[]): TreeEntry[] {
    const unsafe = entries.find(({ name }) => isUnsafeName(name));
    if (unsafe) {
      throw new InputError(
        `The repository has a folder with an entry named ${JSON.stringify(
          unsafe.name,
        )}, which is refused`,
      );
    }
    if (objectId('tree', encodeTree(entries)) !== id) {
      throw new ServiceUnavailableError(
        `GitHub's answer for the folder ${id} of ${repository.name} is another folder, or has names that are not UTF-8, which its API cannot say; an entry of waybill.git.repositories with "workTree: git" can`,
      );
    }
    cache.setTree(id, entries);
    return entries;
  }

  async function blob(id: string): Promise<Buffer> {
    const cached = cache.blob(id);
    if (cached) {
      return cached;
    }
    const { content, size } = await repository.ask(
      `Reading the file ${id}`,
      signal,
      () => octokit.git.getBlob({ ...at, file_sha: id, request: { signal } }),
    );
    if ((size ?? 0) > fileBytes) {
      throw new InputError(
        `A file of ${size} bytes is too large to be read; the limit is ${fileBytes}`,
      );
    }
    const bytes = Buffer.from(content, 'base64');
    if (objectId('blob', bytes) !== id) {
      throw new ServiceUnavailableError(
        `GitHub's answer for the file ${id} of ${repository.name} is another file`,
      );
    }
    cache.setBlob(id, bytes);
    return bytes;
  }

  async function all<T>(ids: string[], one: (id: string) => Promise<T>) {
    const found = await Promise.all(
      [...new Set(ids)].map(id =>
        limited(async (): Promise<[string, T]> => [id, await one(id)]),
      ),
    );
    return new Map(found);
  }

  return {
    trees: ids => all(ids, tree),
    blobs: ids => all(ids, blob),
    async lookAhead(way) {
      if (base && !way.path.includes('..')) {
        await lookAhead(way, {
          cache,
          folder: id => limited(() => tree(id)),
          folderAt: path =>
            limited(async () => {
              const found = await ask(`${base}:${path}`, false);
              if (!found.truncated) {
                keep(found.sha, found.tree.map(toEntry));
              }
            }),
          fileAt: path =>
            limited(async () => {
              const content = await readFileAt(repository, base, path, signal);
              if (content && content.length <= fileBytes) {
                cache.setBlob(objectId('blob', content), content);
              }
            }),
        });
      }
    },
    async expect(folder: FolderNode) {
      if (!folder.id || !folder.stored || isKnown(folder.id, cache)) {
        return;
      }
      // In parts where it is too much for one answer: then each folder is asked for by itself.
      const { tree: listed, truncated } = await ask(folder.id, true);
      if (!truncated) {
        for (const [id, entries] of foldersOf(folder.id, listed)) {
          keep(id, entries);
        }
      }
    },
  };
}

/** Whether all that is below a folder is in the cache. */
function isKnown(id: string, cache: ReturnType<typeof objectCacheOf>): boolean {
  const entries = cache.tree(id);
  return (
    entries !== undefined &&
    entries.every(entry => entry.mode !== '40000' || isKnown(entry.id, cache))
  );
}

/** A list of everything below a folder, as the folders that it was made of. */
function foldersOf(
  root: string,
  listed: GithubEntry[],
): Map<string, TreeEntry[]> {
  const ids = new Map([['', root]]);
  const folders = new Map<string, TreeEntry[]>([['', []]]);
  for (const entry of listed) {
    const path = entry.path ?? '';
    const slash = path.lastIndexOf('/');
    const parent = folders.get(slash < 0 ? '' : path.slice(0, slash));
    const node = toEntry({ ...entry, path: path.slice(slash + 1) });
    // A folder is listed before what is in it.
    parent?.push(node);
    if (node.mode === '40000') {
      ids.set(path, node.id);
      folders.set(path, []);
    }
  }
  return new Map(
    [...folders].map(([path, entries]) => [ids.get(path)!, entries]),
  );
}

function toEntry({ path = '', mode = '', sha }: GithubEntry): TreeEntry {
  return {
    mode: mode.replace(/^0+/, ''),
    name: path,
    rawName: Buffer.from(path),
    id: sha ?? '',
  };
}
