import {
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createGitCache } from './cache/createGitCache';
import { defaultGitLimits } from './GitLimits';
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
