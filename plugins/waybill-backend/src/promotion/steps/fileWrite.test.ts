import { fileWorld } from '../testing/fileWorld';

describe('file-write', () => {
  it('writes a file, and one in the place of another only when asked', async () => {
    const world = fileWorld();
    await world.put({ '!src/run': 'old' });
    await world.run('file-write', { path: './src/new/a', contents: '' });
    await expect(
      world.run('file-write', { path: 'src/run', contents: 'new' }),
    ).rejects.toThrow(
      'file "src/run" already exists; set overwrite to true to replace it',
    );
    await world.run('file-write', {
      path: 'src/run',
      contents: 'new',
      permissions: '0640',
      overwrite: true,
    });
    await world.run('file-write', { path: 'scratch', contents: 'x' });
    expect(await world.files('')).toEqual({
      'src/new/a': '',
      'src/run': 'new',
      scratch: 'x',
    });
  });

  it.each([
    ['0755', 'must not include executable bits'],
    ['0666', 'must not be world-writable'],
    ['04600', 'must not include special mode bits'],
  ])(
    'refuses the permissions %s, definitively',
    async (permissions, problem) => {
      const world = fileWorld();
      const written = world.run('file-write', {
        path: 'src/a',
        contents: '',
        permissions,
      });
      await expect(written).rejects.toMatchObject({
        name: 'StepFailure',
        message: expect.stringContaining(problem),
      });
    },
  );

  it.each(['src/now', 'src/all/a', 'now'])(
    'writes nothing through a link: %s',
    async path => {
      const world = fileWorld();
      await world.put({
        'src/dir/a': '1',
        '@src/all': 'dir',
        '@src/now': 'dir/a',
        '@now': 'src/dir/a',
      });
      await expect(
        world.run('file-write', { path, contents: 'x', overwrite: true }),
      ).rejects.toThrow('leads through the symbolic link');
    },
  );

  it.each(['../a', '/etc/a', 'src/.git/config', 'src'])(
    'refuses %s',
    async path => {
      await expect(
        fileWorld().run('file-write', { path, contents: '', overwrite: true }),
      ).rejects.toMatchObject({ name: 'InputError' });
    },
  );
});
