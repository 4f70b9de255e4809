import { GitPort } from '@waybill/backstage-plugin-waybill-node';
import { GitWorld, signal } from './testing/gitWorld';

jest.setTimeout(60_000);

describe.each(['the git program', 'GitHub’s API'] as const)(
  'a work tree, by %s',
  by => {
    const world = new GitWorld(by);

    it('opens, edits, commits and pushes', async () => {
      const { first } = world;
      const tree = await world.open();
      expect(tree).toMatchObject({ branch: 'main', base: first, head: first });
      expect(await tree.list()).toEqual([
        'README.md',
        'bin/run',
        'env/dev/kustomization.yaml',
        'logo.png',
      ]);
      expect(await tree.read('nowhere')).toBeUndefined();
      expect(String(await tree.read('README.md'))).toBe('hello\n');
      await tree.write('env/dev/kustomization.yaml', 'tag: 2\n');
      await tree.write('env/prod/new.yaml', 'new\n');
      await tree.write('bin/run', '#!/bin/bash\n');
      await tree.remove('README.md');
      expect(await tree.changes()).toEqual([
        { path: 'README.md', before: Buffer.from('hello\n') },
        {
          path: 'bin/run',
          beforeMode: 'executable',
          afterMode: 'executable',
          before: Buffer.from('#!/bin/sh\n'),
          after: Buffer.from('#!/bin/bash\n'),
        },
        {
          path: 'env/dev/kustomization.yaml',
          before: Buffer.from('tag: 1\n'),
          after: Buffer.from('tag: 2\n'),
        },
        { path: 'env/prod/new.yaml', after: Buffer.from('new\n') },
      ]);
      const made = await world.commit(tree, '01H', 'Promote\n\nwith a body');
      expect(await tree.changes()).toEqual([]);
      expect(await world.commit(tree)).toBeUndefined();
      expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
        status: 'pushed',
        commit: made,
      });
      expect(await world.tip()).toBe(made);
      expect(
        await world.remote('fsck', '--strict', '--full', '--no-dangling'),
      ).toBe('');
      expect(await world.modes()).toEqual([
        '100755 bin/run',
        '100644 env/dev/kustomization.yaml',
        '100644 env/prod/new.yaml',
        '100644 logo.png',
      ]);
      expect(await world.remote('show', 'main:bin/run')).toBe('#!/bin/bash');
      expect(await world.remote('cat-file', 'commit', 'main')).toBe(
        `tree ${await world.remote('rev-parse', 'main^{tree}')}
parent ${first}
author Waybill <waybill@example.com> 1772359200 +0000
committer Waybill <waybill@example.com> 1772359200 +0000

Promote

with a body

Waybill-Promotion: 01H`,
      );
    });

    it('makes the same commit from the same edits, wherever', async () => {
      const { made } = await world.change();
      expect((await world.change(world.freshCache())).made).toBe(made);
    });

    it('opens recorded commits again, on the branch they were on', async () => {
      const { on, first } = world;
      await world.others({ more: '1' });
      const open = (start: Parameters<GitPort['open']>[0]['start']) =>
        world.freshCache().open({ ...on, start });
      const pinned = await open({ branch: 'main', at: first });
      expect(pinned).toMatchObject({ branch: 'main', base: first });
      expect(await pinned.list()).not.toContain('more');
      expect(await open({ defaultBranch: true, at: first })).toMatchObject({
        branch: 'main',
        base: first,
      });
      expect(await open({ commit: first })).toMatchObject({
        branch: undefined,
        base: first,
      });
      await expect(open({ commit: 'f'.repeat(40) })).rejects.toThrow(
        /has no commit f/,
      );
      await expect(open({ commit: first.slice(0, 10) })).rejects.toThrow(
        /expected 40 hexadecimal digits/,
      );
    });

    it('gives a cached commit only to who may see the repository now', async () => {
      await (await world.open()).read('README.md');
      const stranger = world.newGit({}, 'wrong');
      for (const start of [
        { commit: world.first },
        { branch: 'main', at: world.first },
      ]) {
        await expect(
          stranger.open({ ...world.on, start }),
        ).rejects.toMatchObject({ name: 'AuthenticationError' });
      }
    });

    it('refuses to read a file that is too large, and goes on', async () => {
      await world.others({ big: 'x'.repeat(3000) });
      const tree = await world.open(
        'main',
        world.freshCache({ fileBytes: 1000 }),
      );
      await expect(tree.read('big')).rejects.toThrow(/3000 bytes is too large/);
      expect(String(await tree.read('README.md'))).toBe('hello\n');
    });
  },
);
