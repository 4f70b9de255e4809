import { GitWorld } from './testing/gitWorld';

jest.setTimeout(60_000);

describe.each(['the git program', 'GitHub’s API'] as const)(
  'files that .gitignore names, by %s',
  by => {
    const world = new GitWorld(by);
    const committed = async (tree: Awaited<ReturnType<typeof world.open>>) => {
      await tree.push({
        targetBranch: 'main',
        signal: new AbortController().signal,
      });
      return (await world.remote('ls-tree', '-r', '--name-only', 'main')).split(
        '\n',
      );
    };

    it('are not committed when they are new, and stay where they are', async () => {
      await world.others({
        '.gitignore': 'charts/*.tgz\n/out/\n',
        'app/.gitignore': '*.tmp\n!keep.tmp\n',
        'app/tracked.tmp': 'old',
      });
      const tree = await world.open();
      await tree.write('charts/redis-1.0.0.tgz', 'archive');
      await tree.write('out/deep/x.yaml', 'x');
      await tree.write('app/new.tmp', 'x');
      await tree.write('app/keep.tmp', 'x');
      await tree.write('app/tracked.tmp', 'new');
      const changes = await tree.changes();
      expect(
        changes.filter(({ ignored }) => ignored).map(({ path }) => path),
      ).toEqual(['app/new.tmp', 'charts/redis-1.0.0.tgz', 'out/deep/x.yaml']);
      expect(await world.commit(tree)).toBeDefined();
      expect((await tree.read('out/deep/x.yaml'))?.toString()).toBe('x');
      expect((await tree.changes()).map(({ path }) => path)).toEqual([
        'app/new.tmp',
        'charts/redis-1.0.0.tgz',
        'out/deep/x.yaml',
      ]);
      expect(await committed(tree)).toEqual([
        '.gitignore',
        'README.md',
        'app/.gitignore',
        'app/keep.tmp',
        'app/tracked.tmp',
        'bin/run',
        'env/dev/kustomization.yaml',
        'logo.png',
      ]);
      expect(await world.remote('show', 'main:app/tracked.tmp')).toBe('new');
    });

    it('are no reason for a commit', async () => {
      await world.others({ '.gitignore': '*.tmp' });
      const tree = await world.open();
      await tree.write('a.tmp', 'x');
      expect(await world.commit(tree)).toBeUndefined();
      await tree.write('.gitignore', '');
      expect(await world.commit(tree)).toBeDefined();
      expect(await committed(tree)).toContain('a.tmp');
    });

    it('are no longer tracked once they were removed', async () => {
      await world.others({ '.gitignore': '*.tmp', 'a.tmp': 'tracked' });
      const tree = await world.open();
      await tree.remove('a.tmp');
      expect(await world.commit(tree)).toBeDefined();
      await tree.write('a.tmp', 'back');
      expect(await world.commit(tree)).toBeUndefined();
    });

    it('go by the rules that are there now, those in copied folders too', async () => {
      await world.others({
        'src/.gitignore': 'secret\n',
        'src/secret': 'tracked there',
        'src/deep/secret': 'tracked there',
        'src/deep/x': 'x',
      });
      const tree = await world.open();
      await tree.adopt(tree, 'src', 'copy');
      expect(await world.commit(tree)).toBeDefined();
      const files = await committed(tree);
      expect(files.filter(file => file.startsWith('copy/'))).toEqual([
        'copy/.gitignore',
        'copy/deep/x',
      ]);
      expect(files).toContain('src/deep/secret');
    });

    it('stay through a merge and when the tree goes elsewhere', async () => {
      const base = await world.others({ '.gitignore': '*.tmp' });
      const tree = await world.open();
      await tree.write('a.tmp', 'x');
      await tree.write('mine', '1');
      await world.commit(tree);
      const theirs = await world.others({ theirs: '2', 'b.tmp': 'tracked' });
      expect(
        await tree.merge({
          commit: theirs,
          message: 'merge',
          author: { name: 'Waybill', email: 'waybill@example.com' },
          date: new Date('2026-03-01T10:00:00Z'),
          trailers: {},
          signal: new AbortController().signal,
        }),
      ).toMatchObject({ status: 'merged' });
      expect((await tree.read('a.tmp'))?.toString()).toBe('x');
      expect((await tree.read('b.tmp'))?.toString()).toBe('tracked');
      await tree.reset(base, new AbortController().signal);
      expect(await tree.read('mine')).toBeUndefined();
      expect((await tree.read('a.tmp'))?.toString()).toBe('x');
    });
  },
);
