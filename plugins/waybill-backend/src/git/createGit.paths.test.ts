import { readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GitWorld, signal } from './testing/gitWorld';

jest.setTimeout(60_000);

const refused = { name: 'InputError' };
const link = (content: string) => ({ content, mode: '120000' as const });

describe.each(['the git program', 'GitHub’s API'] as const)(
  'a work tree, under attack, by %s',
  by => {
    const world = new GitWorld(by);

    it.each([
      '../x',
      'a/../../x',
      '/etc/passwd',
      '.git/config',
      'dir/.GIT/hooks/x',
      'git~1/config',
      '.git /x',
      '.g\u200cit/config',
      'a\nb',
      'a\0b',
    ])('refuses the path %j', async path => {
      const tree = await world.open();
      await expect(tree.read(path)).rejects.toMatchObject(refused);
      await expect(tree.write(path, 'x')).rejects.toMatchObject(refused);
      await expect(tree.remove(path)).rejects.toMatchObject(refused);
      await expect(tree.list(path)).rejects.toMatchObject(refused);
      await expect(tree.adopt(tree, 'env', path)).rejects.toMatchObject(
        refused,
      );
      expect(await tree.changes()).toEqual([]);
    });

    it('follows links in the tree, and none out of it', async () => {
      await world.others({
        passwd: link('/etc/passwd'),
        up: link('../../etc/passwd'),
        out: link('env/../../x'),
        loop: link('loop'),
        git: link('.git'),
        current: link('env/dev'),
        alias: link('env/dev/kustomization.yaml'),
        'env/dev/back': link('../../README.md'),
        'env/dev/new': link('later.yaml'),
        'deep/up': link('..'),
        // By name inside, but `deep/up` is the root, and above it is nothing of ours.
        sly: link('deep/up/../x'),
      });
      const tree = await world.open();
      for (const path of [
        'passwd',
        'up',
        'out',
        'loop',
        'git/config',
        'sly',
        'passwd/x',
      ]) {
        await expect(tree.read(path)).rejects.toMatchObject(refused);
        await expect(tree.write(path, 'x')).rejects.toMatchObject(refused);
      }
      expect(String(await tree.read('current/kustomization.yaml'))).toBe(
        'tag: 1\n',
      );
      expect(String(await tree.read('alias'))).toBe('tag: 1\n');
      expect(String(await tree.read('current/back'))).toBe('hello\n');
      expect(await tree.list('current')).toEqual([
        'current/back',
        'current/kustomization.yaml',
        'current/new',
      ]);
      await tree.write('alias', 'through\n');
      await tree.write('env/dev/new', 'made\n');
      await tree.remove('current');
      expect((await tree.changes()).map(({ path }) => path)).toEqual([
        'current',
        'env/dev/kustomization.yaml',
        'env/dev/later.yaml',
      ]);
      await world.commit(tree);
      await tree.push({ targetBranch: 'main', signal });
      expect(await world.remote('show', 'main:alias')).toBe(
        'env/dev/kustomization.yaml',
      );
      expect(await world.modes()).toContain('120000 alias');
      expect(
        await world.remote('show', 'main:env/dev/kustomization.yaml'),
      ).toBe('through');

      const disk = join(world.directory, 'disk');
      await tree.materialize(disk);
      expect(await readlink(join(disk, 'alias'))).toBe(
        'env/dev/kustomization.yaml',
      );
      for (const path of ['passwd', 'up', 'out', 'sly', 'git']) {
        expect((await stat(join(disk, path))).isFile()).toBe(true);
        await expect(readlink(join(disk, path))).rejects.toThrow('EINVAL');
      }
    });

    it.each([
      '--upload-pack=touch x',
      'ext::sh -c id',
      'file:///etc',
      'git@host:acme/x.git',
      'ssh://host/x',
      'https://bot:pw@host/x',
      'https://host/x\nfoo',
    ])('refuses the repository %j', async repoURL => {
      const error = await world.git
        .resolve({ repoURL, signal })
        .catch(each => each);
      expect(error).toMatchObject(refused);
      expect(error.message).not.toContain('bot:pw');
    });

    it.each(['-x', '--force', 'a..b', 'a b', 'a:b', 'a.lock', '', '/a', 'a\n'])(
      'refuses the branch %j',
      async branch => {
        await expect(
          world.git.resolve({ ...world.on, branch }),
        ).rejects.toMatchObject(refused);
        const { tree } = await world.change();
        await expect(
          tree.push({ targetBranch: branch, signal }),
        ).rejects.toMatchObject(refused);
      },
    );
  },
);
