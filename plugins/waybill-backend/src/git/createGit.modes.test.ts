import { GitWorld, signal } from './testing/gitWorld';

jest.setTimeout(60_000);

describe.each(['the git program', 'GitHub’s API'] as const)(
  'a work tree, modes of files, by %s',
  by => {
    const world = new GitWorld(by);

    it('tells, keeps and sets what a file is beside its content', async () => {
      await world.others({
        'bin/run': { content: '#!/bin/sh\n', mode: '100755' },
        'bin/current': { content: 'run', mode: '120000' },
      });
      const tree = await world.open();
      expect(await tree.mode('bin/run')).toBe('executable');
      expect(await tree.mode('bin/current')).toBe('link');
      expect(await tree.mode('bin')).toBeUndefined();
      expect(await tree.mode('nothing')).toBeUndefined();
      expect(await tree.readLink('bin/current')).toBe('run');
      expect(await tree.readLink('bin/run')).toBeUndefined();

      await tree.write('bin/current', '#!/bin/bash\n');
      await tree.write('bin/new', '', { executable: true });
      await tree.write('bin/plain', '', { executable: true });
      await tree.write('bin/plain', '', { executable: false });
      await tree.link('bin/latest', 'new');
      await tree.link('bin/plain', '../README.md');
      expect(
        (await tree.changes()).map(({ path, beforeMode, afterMode }) => [
          path,
          beforeMode,
          afterMode,
        ]),
      ).toEqual([
        ['bin/latest', undefined, 'link'],
        ['bin/new', undefined, 'executable'],
        ['bin/plain', undefined, 'link'],
        ['bin/run', 'executable', 'executable'],
      ]);
      await world.commit(tree);
      await tree.push({ targetBranch: 'main', signal });
      expect(
        (await world.modes()).filter(line => line.includes('bin/')),
      ).toEqual([
        '120000 bin/current',
        '120000 bin/latest',
        '100755 bin/new',
        '120000 bin/plain',
        '100755 bin/run',
      ]);
      expect(await world.remote('show', 'main:bin/latest')).toBe('new');
    });

    it('sees a change that is only of the mode', async () => {
      await world.others({ script: { content: 'x', mode: '100644' } });
      const tree = await world.open();
      await tree.write('script', 'x', { executable: true });
      expect(await tree.changes()).toEqual([
        {
          path: 'script',
          before: Buffer.from('x'),
          after: Buffer.from('x'),
          afterMode: 'executable',
        },
      ]);
    });

    it('puts no link where a folder is, and none that leads nowhere', async () => {
      await world.others({ 'dir/file': 'x' });
      const tree = await world.open();
      await expect(tree.link('dir', 'x')).rejects.toThrow('is a folder');
      await expect(tree.link('', 'x')).rejects.toThrow('is a folder');
      await expect(tree.link('a', '')).rejects.toThrow('leads nowhere');
      await tree.link('out', '../../etc/passwd');
      await expect(tree.read('out')).rejects.toThrow('leads out');
      await expect(tree.write('out', 'x')).rejects.toThrow('leads out');
    });
  },
);
