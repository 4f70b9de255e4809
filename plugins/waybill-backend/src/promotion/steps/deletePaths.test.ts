import { fileWorld } from '../testing/fileWorld';

const FILES = {
  'out/a.tmp': '',
  'out/a.yaml': '',
  'out/.hidden.tmp': '',
  'out/deep/b.tmp': '',
  'out/deep/er/c.tmp': '',
  'out/deep/er/c.yaml': '',
  'out/build/x': '',
  'out/build/y/z': '',
  '@out/link': 'build',
  'note.tmp': '',
};
const ALL = Object.keys(FILES).map(name => name.replace('@', ''));

async function left(
  config: Parameters<ReturnType<typeof fileWorld>['run']>[1],
) {
  const world = fileWorld();
  await world.put(FILES);
  await world.run('delete', config);
  const files = await world.workspace.list('');
  return ALL.filter(path => !files.includes(path)).sort();
}

describe('delete', () => {
  it.each([
    ['a file', { path: './out/a.tmp' }, ['out/a.tmp']],
    ['a folder', { path: 'out/build' }, ['out/build/x', 'out/build/y/z']],
    ['a link and not what it leads to', { path: 'out/link' }, ['out/link']],
    ['through a link', { path: 'out/link/x' }, ['out/build/x']],
    ['nothing', { path: 'out/none/at/all' }, []],
    ['a name that only looks like a pattern', { path: 'out/*.tmp' }, []],
    [
      'several, one below another',
      { paths: ['out/build', 'out/build/x', 'note.tmp'], strict: true },
      ['note.tmp', 'out/build/x', 'out/build/y/z'],
    ],
    [
      'by a pattern in one folder',
      { path: './out/*.tmp', pathsAreGlobs: true },
      ['out/.hidden.tmp', 'out/a.tmp'],
    ],
    [
      'by a pattern in all folders',
      { path: 'out/**/*.tmp', pathsAreGlobs: true },
      ['out/.hidden.tmp', 'out/a.tmp', 'out/deep/b.tmp', 'out/deep/er/c.tmp'],
    ],
    [
      'folders by a pattern',
      {
        paths: ['out/bui?d/', 'out/*/e[rx]'],
        pathsAreGlobs: true,
        strict: true,
      },
      [
        'out/build/x',
        'out/build/y/z',
        'out/deep/er/c.tmp',
        'out/deep/er/c.yaml',
      ],
    ],
    [
      'by alternatives',
      { path: 'out/{a,none}.{tmp,yaml}', pathsAreGlobs: true },
      ['out/a.tmp', 'out/a.yaml'],
    ],
    [
      'a plain path where patterns are meant',
      { path: 'out/a.tmp', pathsAreGlobs: true },
      ['out/a.tmp'],
    ],
    ['outside of trees', { path: '*.tmp', pathsAreGlobs: true }, ['note.tmp']],
  ])('deletes %s', async (_, config, gone) => {
    expect(await left(config)).toEqual(gone);
  });

  it.each([
    [{ path: 'out/none', strict: true }, 'path "out/none" does not exist'],
    [
      { paths: ['out/a.tmp', 'out/*.none'], pathsAreGlobs: true, strict: true },
      'no paths matched pattern "out/*.none"',
    ],
    [{ path: '../x' }, 'leaves the workspace'],
    [{ path: '../*', pathsAreGlobs: true }, 'leaves the workspace'],
    [{ path: 'out/*/../../..', pathsAreGlobs: true }, '".." is not allowed'],
    [{ path: '/etc/*', pathsAreGlobs: true }, 'must be relative'],
    [{ path: 'out/{1..99999}', pathsAreGlobs: true }, '".." is not allowed'],
    [
      { path: `out/${'{a,b}'.repeat(30)}`, pathsAreGlobs: true },
      'it has more than 4 "{"',
    ],
    [{ path: '.' }, 'holds the Git work tree'],
  ])('refuses %j', async (config, problem) => {
    const world = fileWorld();
    await world.put(FILES);
    await expect(world.run('delete', config)).rejects.toThrow(problem);
    expect(await world.files('')).toEqual(FILES);
  });

  it('does not try a pattern in all the ways it could be meant', async () => {
    const world = fileWorld();
    await world.put({ [`out/${'a'.repeat(200)}`]: '' });
    const began = performance.now();
    await expect(
      world.run('delete', {
        path: `out/${'*a'.repeat(20)}*b`,
        pathsAreGlobs: true,
      }),
    ).rejects.toThrow('too many wildcards');
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
