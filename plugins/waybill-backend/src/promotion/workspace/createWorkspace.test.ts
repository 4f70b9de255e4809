import { createFakeWorkTree } from '../testing/FakeWorkTree';
import { createWorkspace } from './createWorkspace';

function workspaceWithTree() {
  const workspace = createWorkspace();
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
});
