import { createFakeWorkTree } from '../testing/FakeWorkTree';
import { createWorkspace } from './createWorkspace';

function workspaceWithTree(mostBytes?: number) {
  const workspace = createWorkspace(undefined, mostBytes);
  workspace.mount(
    'src',
    createFakeWorkTree({
      repoURL: 'https://git.example.com/acme/config',
      branch: 'main',
      base: undefined,
      push: async () => ({ status: 'rejected', tip: undefined, message: '' }),
      commitOf: () => undefined,
      mergeBase: () => undefined,
      pushTag: async () => ({ status: 'rejected', object: '' }),
    }),
  );
  return workspace;
}

describe('createWorkspace', () => {
  it.each(['src/bin', 'bin'])('keeps what a file in %s is', async folder => {
    const workspace = workspaceWithTree();
    await workspace.write(`${folder}/run`, '1', { executable: true });
    await workspace.write(`${folder}/run`, '2');
    await workspace.link(`${folder}/now`, 'run');
    expect(await workspace.mode(`${folder}/run`)).toBe('executable');
    expect(await workspace.mode(`${folder}/now`)).toBe('link');
    expect(await workspace.mode(folder)).toBeUndefined();
    expect(await workspace.readLink(`${folder}/now`)).toBe('run');
    expect(await workspace.readLink(`${folder}/run`)).toBeUndefined();

    await workspace.write(`${folder}/now`, '3', { executable: false });
    expect(String(await workspace.read(`${folder}/run`))).toBe('3');
    expect(await workspace.mode(`${folder}/run`)).toBe('file');
    expect(await workspace.mode(`${folder}/now`)).toBe('link');
    expect(await workspace.list(folder)).toEqual([
      `${folder}/now`,
      `${folder}/run`,
    ]);
  });

  it('follows a link out of scratch into a tree, and none out of the workspace', async () => {
    const workspace = workspaceWithTree();
    await workspace.link('a/values', '../src/values.yaml');
    await workspace.write('a/values', 'x: 1\n');
    expect(String(await workspace.read('src/values.yaml'))).toBe('x: 1\n');
    for (const target of ['../../etc/passwd', '/etc/passwd', 'out']) {
      await workspace.link('a/out', target);
      await expect(workspace.read('a/out')).rejects.toMatchObject({
        name: 'InputError',
      });
      await expect(workspace.write('a/out', '')).rejects.toMatchObject({
        name: 'InputError',
      });
    }
  });

  it('puts nothing below a file', async () => {
    const workspace = createWorkspace();
    await workspace.write('a/b', '');
    await expect(workspace.write('a/b/c', '')).rejects.toThrow(
      '"a/b/c" leads through "a/b", which is not a folder',
    );
    await expect(workspace.link('a/b/c', 'x')).rejects.toThrow(
      'leads through "a/b"',
    );
  });

  it.each(['src/', ''])(
    'holds no more in "%s" than it may, however it came there',
    async folder => {
      const workspace = workspaceWithTree(100_000);
      const fill = async (from: number) => {
        for (let index = from; index < from + 100; index += 1) {
          await workspace.write(`${folder}${index}`, `${index}`.repeat(1_000));
        }
      };
      await expect(fill(100)).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(
          /"(src\/)?1\d\d" has 3000 bytes, too many for the workspace/,
        ),
      });
      await expect(fill(200)).rejects.toThrow('too many');
      for (let index = 100; index < 200; index += 1) {
        await workspace.remove(`${folder}${index}`);
      }
      await workspace.write(`${folder}a`, 'x'.repeat(40_000));
      await workspace.write(`${folder}a`, 'y'.repeat(40_000));
    },
  );

  it('holds copies outside of trees once', async () => {
    const workspace = workspaceWithTree(100_000);
    await workspace.write('a', 'x'.repeat(50_000));
    const copyTo = async (path: string) =>
      workspace.write(path, (await workspace.read('a'))!);
    for (let copy = 0; copy < 50; copy += 1) {
      await copyTo(`copy-${copy}`);
    }
    await expect(copyTo('src/copy')).rejects.toThrow('too many');
    await expect(
      workspace.materialize(['a', 'copy-1', 'copy-2'], '/nowhere'),
    ).rejects.toThrow(
      'The files in "a", "copy-1", "copy-2" have 150000 bytes, more than the 100000 that are written to a disk',
    );
  });

  it('finds its way among very many files without looking at each', async () => {
    const workspace = createWorkspace();
    for (let index = 0; index < 100_000; index += 1) {
      await workspace.write(`all/${index % 100}/${index}`, '');
    }
    for (let index = 0; index < 100_000; index += 1) {
      await workspace.remove(`all/${index % 100}/${index}`);
    }
    expect(await workspace.list('')).toEqual([]);
    await workspace.write('all', 'no folder any more');
    expect(await workspace.list('')).toEqual(['all']);
  });
});
