import { promises as fs } from 'node:fs';
import { join, resolve } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { GitLimits } from '../GitLimits';
import { claimDirectory } from './claimDirectory';
import { CacheSlot, createCacheSlot } from './createCacheSlot';

const SWEEP_EVERY_MS = 5 * 60_000;

/** Bare repositories on disk, shared by everything in this process that works with Git. Never truth. */
export interface GitCache {
  /** Where one repository is kept. The same name gives the same slot. */
  slot(name: string): Promise<CacheSlot>;
  /** An empty folder, for what needs to be somewhere. */
  home(): Promise<string>;
  /** Removes what is too old or too much. */
  sweep(now: number): Promise<void>;
}

/**
 * One cache per folder and process, whoever asks for it: several would not know of each other's locks.
 */
const caches = new Map<string, GitCache>();

export function createGitCache(options: {
  directory: string;
  limits: Pick<GitLimits, 'cacheBytes' | 'cacheIdleMs' | 'fileBytes'>;
  logger: LoggerService;
}): GitCache {
  const key = resolve(options.directory);
  const cache = caches.get(key) ?? newCache(key, options);
  caches.set(key, cache);
  return cache;
}

function newCache(
  parent: string,
  { limits, logger }: Parameters<typeof createGitCache>[0],
): GitCache {
  const slots = new Map<string, CacheSlot>();
  let claim: Promise<string> | undefined;
  let lastSweep = 0;

  function claimed(): Promise<string> {
    claim ??= claimDirectory(parent);
    claim.catch(() => {
      claim = undefined;
    });
    return claim;
  }

  async function sweep(now: number): Promise<void> {
    lastSweep = now;
    const directory = await claimed();
    await fs.utimes(
      join(directory, 'owner.json'),
      new Date(now),
      new Date(now),
    );
    const kept: { name: string; usedAt: number; bytes: number }[] = [];
    for (const entry of await fs.readdir(directory, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== 'home') {
        const path = join(directory, entry.name);
        const { mtimeMs } = await fs.stat(path);
        kept.push({
          name: entry.name,
          usedAt: mtimeMs,
          bytes: await bytesOf(path),
        });
      }
    }
    kept.sort((a, b) => b.usedAt - a.usedAt);
    let bytes = 0;
    for (const each of kept) {
      bytes += each.bytes;
      if (bytes > limits.cacheBytes || now - each.usedAt > limits.cacheIdleMs) {
        bytes -= each.bytes;
        await (await slot(each.name)).removeUnlessBusy();
      }
    }
  }

  async function slot(name: string): Promise<CacheSlot> {
    const directory = await claimed();
    const found =
      slots.get(name) ??
      createCacheSlot({
        directory: join(directory, name),
        mostBytes: limits.fileBytes,
      });
    slots.set(name, found);
    return found;
  }

  return {
    sweep,
    async slot(name) {
      const now = Date.now();
      if (now - lastSweep > SWEEP_EVERY_MS) {
        lastSweep = now;
        sweep(now).catch(error =>
          logger.warn(`The Git cache could not be cleared up: ${error}`),
        );
      }
      return slot(name);
    },
    async home() {
      const home = join(await claimed(), 'home');
      await fs.mkdir(home, { recursive: true });
      return home;
    },
  };
}

async function bytesOf(path: string): Promise<number> {
  const entries = await fs
    .readdir(path, { withFileTypes: true })
    .catch(() => []);
  const sizes = await Promise.all(
    entries.map(async entry => {
      const each = join(path, entry.name);
      return entry.isDirectory()
        ? bytesOf(each)
        : fs.lstat(each).then(
            ({ size }) => size,
            () => 0,
          );
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
