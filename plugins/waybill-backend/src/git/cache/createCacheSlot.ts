import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import {
  createObjectReader,
  ObjectReader,
} from '../objects/createObjectReader';
import { createMutex } from './createMutex';
import { removeStaleLocks } from './removeStaleLocks';

/** Every fetch leaves a pack; with too many of them every read is slow, and fetching anew is cheap. */
const MOST_PACK_FILES = 600;
/** Every push leaves some objects by themselves, spread evenly over 256 folders; so many in one of them are 8,000 in all. */
const MOST_LOOSE_OBJECTS = 32;

/** The place of one bare repository. */
export interface CacheSlot {
  /** The bare repository, with its remote: a missing object would be fetched. */
  readonly gitDir: string;
  /** Its objects and nothing else: what is missing is missing. */
  readonly objectsEnv: { GIT_DIR: string; GIT_OBJECT_DIRECTORY: string };
  /** Runs alone in this repository, which exists then. */
  exclusive<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Starts over. Only inside `exclusive`. */
  reset(): Promise<void>;
  /** Removes what a stopped git left. Only inside `exclusive`. */
  removeLocks(): Promise<void>;
  removeUnlessBusy(): Promise<void>;
  reader(env: NodeJS.ProcessEnv): ObjectReader;
  /** Whether there may be something to read. */
  readonly isFilled: boolean;
  /** Until when, in ms since 1970, its refs are asked for by git, since they cannot be had without. */
  refsByGitUntil: number;
  /** Some servers cannot leave files out; remembered while the process runs. */
  everything: boolean;
}

export function createCacheSlot(options: {
  directory: string;
  mostBytes: number;
}): CacheSlot {
  const { directory } = options;
  const gitDir = join(directory, 'repo.git');
  const viewDir = join(directory, 'view.git');
  const mutex = createMutex();
  let reader: ObjectReader | undefined;
  let known = false;
  let filled = false;

  async function remove() {
    reader?.close();
    reader = undefined;
    known = false;
    filled = false;
    await fs.rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }

  async function prepare() {
    if (known) {
      const objects = join(gitDir, 'objects');
      const [packs, loose] = await Promise.all([
        fs.readdir(join(objects, 'pack')).catch(() => undefined),
        fs.readdir(join(objects, '17')).catch(() => []),
      ]);
      if (
        packs &&
        packs.length < MOST_PACK_FILES &&
        loose.length < MOST_LOOSE_OBJECTS
      ) {
        const now = new Date();
        await fs.utimes(directory, now, now);
        return;
      }
      await remove();
    }
    filled = !(await bareRepository(gitDir));
    await bareRepository(viewDir);
    // Nobody but this process works here, so what is locked now was locked by somebody who is gone.
    await removeStaleLocks(gitDir);
    known = true;
  }

  return {
    gitDir,
    objectsEnv: {
      GIT_DIR: viewDir,
      GIT_OBJECT_DIRECTORY: join(gitDir, 'objects'),
    },
    refsByGitUntil: 0,
    everything: false,
    get isFilled() {
      return filled;
    },
    exclusive: (work, signal) =>
      mutex.run(async () => {
        await prepare();
        try {
          return await work();
        } finally {
          filled = known;
        }
      }, signal),
    async reset() {
      await remove();
      await prepare();
    },
    removeLocks: () => removeStaleLocks(gitDir),
    async removeUnlessBusy() {
      if (!mutex.busy) {
        await mutex.run(remove, new AbortController().signal);
      }
    },
    reader(env) {
      reader ??= createObjectReader({
        cwd: directory,
        env: {
          ...env,
          GIT_DIR: viewDir,
          GIT_OBJECT_DIRECTORY: join(gitDir, 'objects'),
        },
        mostBytes: options.mostBytes,
      });
      return reader;
    },
  };
}

/** What `git init --bare` makes, without hooks and templates, and without a process. True: it was not there. */
async function bareRepository(gitDir: string): Promise<boolean> {
  const made = await fs.mkdir(join(gitDir, 'refs', 'heads'), {
    recursive: true,
  });
  await fs.mkdir(join(gitDir, 'objects', 'pack'), { recursive: true });
  await fs.writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
  const config = join(gitDir, 'config');
  await fs
    .writeFile(
      config,
      '[core]\n\trepositoryformatversion = 0\n\tbare = true\n',
      { flag: 'wx' },
    )
    .catch(error => {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    });
  return made !== undefined;
}
