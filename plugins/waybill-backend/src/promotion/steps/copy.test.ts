import { fileWorld } from '../testing/fileWorld';

describe('copy', () => {
  it.each(['out', 'other', 'scratch'])(
    'keeps executable bits and links on the way to %s',
    async to => {
      const world = fileWorld();
      await world.put({
        'src/app/readme': 'x',
        '!src/app/bin/run': '#!/bin/sh',
        '@src/app/bin/now': 'run',
        [`${to}/app/other`]: 'stays',
        [`!${to}/app/readme`]: 'old',
      });
      await world.run('copy', { inPath: 'src/app', outPath: `${to}/app` });
      expect(await world.files(to)).toEqual({
        [`!${to}/app/bin/run`]: '#!/bin/sh',
        [`@${to}/app/bin/now`]: 'run',
        [`${to}/app/other`]: 'stays',
        [`${to}/app/readme`]: 'x',
      });
    },
  );

  it.each(['out', 'other', 'scratch'])(
    'leaves out on the way to %s what rules as in a .gitignore name',
    async to => {
      const world = fileWorld();
      await world.put({
        'src/a.tmp': '',
        'src/b.yaml': '',
        '@src/c.tmp': 'b.yaml',
        'src/keep.tmp': '',
        'src/testdata/x.yaml': '',
        'src/deep/testdata': '',
        '@src/deep/link': '../b.yaml',
        'src/deep/whole/y.yaml': '',
        'src/build/out/z': '',
        'src/Build/out/z': '',
      });
      await world.run('copy', {
        inPath: 'src',
        outPath: to,
        ignore: '# comment\n*.tmp\n!keep.tmp\n\ntestdata/\n/build\n',
      });
      expect(Object.keys(await world.files(to))).toEqual([
        `${to}/Build/out/z`,
        `${to}/b.yaml`,
        `@${to}/deep/link`,
        `${to}/deep/testdata`,
        `${to}/deep/whole/y.yaml`,
        `${to}/keep.tmp`,
      ]);
    },
  );

  it('copies a file, and what a link leads to', async () => {
    const world = fileWorld();
    await world.put({ '!src/run': '1', '@src/now': 'run', '@src/all': 'dir' });
    await world.put({ 'src/dir/a': '2' });
    await world.run('copy', { inPath: 'src/run', outPath: 'out/run' });
    await world.run('copy', { inPath: './src/now', outPath: 'out/now' });
    await world.run('copy', { inPath: 'src/all', outPath: 'out/all' });
    await world.run('copy', {
      inPath: 'src/run',
      outPath: 'out/none',
      ignore: 'run',
    });
    expect(await world.files('out')).toEqual({
      '!out/run': '1',
      'out/now': '1',
      'out/all/a': '2',
    });
  });

  it.each([
    [{ inPath: 'src/none', outPath: 'out' }, 'There is nothing at'],
    [{ inPath: 'src', outPath: 'src/a/b' }, 'cannot be copied into itself'],
    [{ inPath: '../x', outPath: 'out' }, 'leaves the workspace'],
    [{ inPath: 'src', outPath: '../x' }, 'leaves the workspace'],
    [
      { inPath: 'src', outPath: 'out', ignore: '*a'.repeat(20) },
      'too many wildcards',
    ],
    [
      { inPath: 'src', outPath: 'out', ignore: 'a\n'.repeat(2000) },
      'at most 1000',
    ],
  ])('refuses %j', async (config, problem) => {
    const world = fileWorld();
    await world.put({ [`src/${'a'.repeat(200)}`]: '' });
    await expect(world.run('copy', config)).rejects.toThrow(problem);
  });
});
