import { GitObject } from '../objects/createObjectReader';
import { parseTree } from '../objects/parseTree';
import { ObjectSource } from '../tree/loadFolder';
import { CacheFault } from './CacheFault';
import { fetchCommit, Wanted } from './fetchCommit';
import { healing } from './healing';
import { Repository } from './Repository';

const notByItsId = /unadvertised object|not our ref/i;

/**
 * Objects by their ids, from the cache where they are there, else from the remote, in one request for all.
 *
 * @param base - of which these objects are part: fetched whole when the server gives no objects by their ids.
 */
export function createObjectSource(
  repository: Repository,
  base: Wanted | undefined,
  signal: AbortSignal,
): ObjectSource {
  async function look(ids: string[]): Promise<Map<string, GitObject>> {
    const reader = repository.reader();
    const found = new Map<string, GitObject>();
    await Promise.all(
      [...new Set(ids)].map(async id => {
        const object = await reader.read(id);
        if (object) {
          found.set(id, object);
        }
      }),
    );
    return found;
  }

  async function read(ids: string[]): Promise<Map<string, GitObject>> {
    const found = await look(ids).catch(error => {
      if (isInputError(error)) {
        throw error;
      }
      // The reader ended: an object is damaged, or the cache was cleared meanwhile.
      return new Map<string, GitObject>();
    });
    if (ids.every(id => found.has(id))) {
      return found;
    }
    return healing(
      repository,
      async () => {
        let now = await cached(ids);
        const missing = ids.filter(id => !now.has(id));
        if (missing.length > 0) {
          await fetchObjects(missing);
          now = await cached(ids);
        }
        const lost = ids.find(id => !now.has(id));
        if (lost) {
          throw new CacheFault(
            `The object ${lost} of ${repository.url.href} was fetched but is not there`,
          );
        }
        return now;
      },
      signal,
    );
  }

  async function cached(ids: string[]) {
    try {
      return await look(ids);
    } catch (error) {
      throw isInputError(error)
        ? error
        : new CacheFault(`Objects cannot be read: ${error}`);
    }
  }

  async function fetchObjects(ids: string[]): Promise<void> {
    const command = {
      args: [
        // Nothing is gained by telling the server what is here: it is asked for these objects alone.
        '-c',
        'fetch.negotiationAlgorithm=noop',
        'fetch',
        '--no-tags',
        '--no-write-fetch-head',
        '--no-auto-gc',
        '--no-recurse-submodules',
        '--filter=blob:none',
        '--stdin',
        'origin',
      ],
      where: 'cache' as const,
      input: `${[...new Set(ids)].join('\n')}\n`,
      signal,
    };
    const output = await repository.git(command);
    if (output.code === 0) {
      return;
    }
    if (notByItsId.test(output.stderr) && base && !repository.slot.everything) {
      repository.slot.everything = true;
      await repository.slot.reset();
      await fetchCommit(repository, base, signal);
      return;
    }
    throw repository.problem(command, output);
  }

  async function typed(ids: string[], type: 'tree' | 'blob') {
    const objects = ids.length > 0 ? await read(ids) : new Map();
    return [...objects].map(([id, object]): [string, Buffer] => {
      if (object.type !== type) {
        throw new CacheFault(
          `Expected a ${type}, found a ${object.type}: ${id}`,
        );
      }
      return [id, object.content];
    });
  }

  return {
    async trees(ids) {
      return new Map(
        (await typed(ids, 'tree')).map(([id, content]) => [
          id,
          parseTree(content),
        ]),
      );
    },
    async blobs(ids) {
      return new Map(await typed(ids, 'blob'));
    },
  };
}

function isInputError(error: unknown): boolean {
  return error instanceof Error && error.name === 'InputError';
}
