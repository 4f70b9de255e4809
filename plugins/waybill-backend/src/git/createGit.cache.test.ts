import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { CacheSlot } from './cache/createCacheSlot';
import { createGitCache, GitCache } from './cache/createGitCache';
import { defaultGitLimits } from './GitLimits';
import { git } from './testing/git';
import { GitWorld, signal } from './testing/gitWorld';

jest.setTimeout(60_000);

async function cutAll(gitDir: string, ending: string, bytes: number) {
  const packs = join(gitDir, 'objects', 'pack');
  for (const name of await readdir(packs)) {
    if (name.endsWith(ending)) {
      await truncate(join(packs, name), bytes);
    }
  }
}

const damage: Record<string, (gitDir: string) => Promise<unknown>> = {
  'that was removed': gitDir => rm(join(gitDir, '..'), { recursive: true }),
  'with cut packs': gitDir => cutAll(gitDir, '.pack', 40),
  'with cut indexes': gitDir => cutAll(gitDir, '.idx', 100),
  'with a broken configuration': gitDir =>
    writeFile(join(gitDir, 'config'), '[core'),
  'with a broken shallow file': gitDir =>
    writeFile(join(gitDir, 'shallow'), 'x\n'),
  'without a HEAD': gitDir => rm(join(gitDir, 'HEAD')),
  'with locks of a killed process': async gitDir => {
    await writeFile(join(gitDir, 'shallow.lock'), '');
    const refs = join(gitDir, 'refs', 'waybill');
    for (const name of await readdir(refs)) {
      await writeFile(join(refs, `${name}.lock`), '');
    }
  },
};

describe('createGit, with a cache', () => {
  const world = new GitWorld();

  it.each(Object.keys(damage))('%s, heals it', async kind => {
    const before = await world.open();
    expect(String(await before.read('README.md'))).toBe('hello\n');
    await damage[kind](await world.cached());
    const second = await world.others({ 'README.md': 'again\n' });
    const tree = await world.open();
    expect(tree.base).toBe(second);
    expect(String(await tree.read('README.md'))).toBe('again\n');
    // One that was opened before goes on as well.
    expect(String(await before.read('env/dev/kustomization.yaml'))).toBe(
      'tag: 1\n',
    );
    await tree.write('README.md', 'once more\n');
    await damage[kind](await world.cached());
    const made = await world.commit(tree);
    expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
    expect(
      await world.remote('fsck', '--strict', '--full', '--no-dangling'),
    ).toBe('');
  });

  it('that nobody used for long, removes it, and fetches again', async () => {
    const tree = await world.open();
    const gitDir = await world.cached();
    const cache = createGitCache({
      directory: world.cacheDirectory,
      limits: defaultGitLimits,
      logger: world.logger,
    });
    await cache.sweep(Date.now());
    expect((await stat(gitDir)).isDirectory()).toBe(true);
    await cache.sweep(Date.now() + defaultGitLimits.cacheIdleMs + 60_000);
    await expect(stat(gitDir)).rejects.toThrow('ENOENT');
    expect(String(await tree.read('README.md'))).toBe('hello\n');
  });

  describe('of three repositories, each used at another time', () => {
    const KIB = 1024;
    const limits = { ...defaultGitLimits, cacheBytes: 250 * KIB };
    /** Oldest first. */
    let slots: CacheSlot[];
    let cache: GitCache;

    beforeEach(async () => {
      world.freshCache();
      cache = createGitCache({
        // Nobody's else: the first one of a folder says what its limits are.
        directory: `${world.cacheDirectory}-bounded`,
        limits,
        logger: world.logger,
      });
      slots = [];
      for (const [index, name] of ['a', 'b', 'c'].entries()) {
        const slot = await cache.slot(name);
        await slot.exclusive(
          () => writeFile(join(slot.gitDir, 'big'), Buffer.alloc(100 * KIB)),
          signal,
        );
        const used = new Date(Date.now() - (3 - index) * 60_000);
        await utimes(join(slot.gitDir, '..'), used, used);
        slots.push(slot);
      }
    });
    const kept = () => slots.map(({ gitDir }) => existsSync(gitDir));

    it('keeps what was used last, as much as there may be', async () => {
      await cache.sweep(Date.now());
      expect(kept()).toEqual([false, true, true]);
      // Used once more, it is the last to go.
      await slots[1].exclusive(async () => {}, signal);
      await slots[0].exclusive(
        () => writeFile(join(slots[0].gitDir, 'big'), Buffer.alloc(100 * KIB)),
        signal,
      );
      await cache.sweep(Date.now());
      expect(kept()).toEqual([true, true, false]);
    });

    it('takes nothing from who is at work in it', async () => {
      let finish = () => {};
      const working = slots[0].exclusive(
        () =>
          new Promise<void>(resolve => {
            finish = resolve;
          }),
        signal,
      );
      await new Promise(resolve => setTimeout(resolve, 50));
      const past = new Date(Date.now() - 2 * limits.cacheIdleMs);
      await utimes(join(slots[0].gitDir, '..'), past, past);
      await cache.sweep(Date.now());
      expect(kept()).toEqual([true, true, true]);
      finish();
      await working;
      await cache.sweep(Date.now());
      expect(kept()).toEqual([false, true, true]);
    });
  });

  it('of hundreds of packs, starts over', async () => {
    const tree = await world.open();
    const packs = join(await world.cached(), 'objects', 'pack');
    for (let number = 0; number < 600; number++) {
      await writeFile(join(packs, `pack-${number}.keep`), '');
    }
    await world.others({ 'README.md': 'again\n' });
    expect(String(await (await world.open()).read('README.md'))).toBe(
      'again\n',
    );
    expect((await readdir(packs)).length).toBeLessThan(20);
    expect(String(await tree.read('README.md'))).toBe('hello\n');
  });

  it('of thousands of objects that were pushed, starts over', async () => {
    await world.open();
    const folder = join(await world.cached(), 'objects', '17');
    await mkdir(folder, { recursive: true });
    for (let n = 0; n < 32; n++) {
      await writeFile(join(folder, String(n).padStart(38, '0')), '');
    }
    const second = await world.others({ 'README.md': 'again\n' });
    const tree = await world.open();
    expect(tree.base).toBe(second);
    expect(String(await tree.read('README.md'))).toBe('again\n');
    expect(existsSync(folder)).toBe(false);
  });

  it('whose own commits were damaged, heals it', async () => {
    const { tree, made } = await world.change();
    await tree.push({ targetBranch: 'main', signal });
    const objects = join(await world.cached(), 'objects');
    const loose = (await readdir(objects)).filter(name => name.length === 2);
    expect(loose.length).toBeGreaterThan(0);
    for (const folder of loose) {
      for (const name of await readdir(join(objects, folder))) {
        await chmod(join(objects, folder, name), 0o600);
        await truncate(join(objects, folder, name), 3);
      }
    }
    const next = await world.open();
    expect(next.base).toBe(made);
    await next.write('mine', '2');
    const second = await world.commit(next);
    expect(await next.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: second,
    });
    expect(await world.tip()).toBe(second);
  });

  it('holds folders and the files that were asked for, and no checkout', async () => {
    const { tree } = await world.change();
    await tree.read('README.md');
    await tree.push({ targetBranch: 'main', signal });
    const files = await readdir(world.cacheDirectory, { recursive: true });
    expect(
      files.filter(file => /README|kustomization|run$/.test(file)),
    ).toEqual([]);
    expect(
      await git(
        world.directory,
        ...['--git-dir', await world.cached(), 'config', 'core.bare'],
      ),
    ).toBe('true');
  });

  it('of another living process, keeps away; of a dead one, takes it over', async () => {
    const claimedBy = async (started: string) => {
      world.freshCache();
      const claim = join(world.cacheDirectory, '0');
      await mkdir(claim, { recursive: true });
      await writeFile(
        join(claim, 'owner.json'),
        JSON.stringify({ host: hostname(), pid: 1, started }),
      );
      await world.open();
      return (await readdir(world.cacheDirectory)).sort();
    };
    const alive = (await readFile('/proc/1/stat', 'utf8'))
      .split(') ')[1]
      .split(' ')[19];
    expect(await claimedBy(alive)).toEqual(['0', '1']);
    expect(await claimedBy('another life')).toEqual(['0']);
  });
});
