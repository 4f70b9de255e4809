import { WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { GitWorld, signal } from './testing/gitWorld';

jest.setTimeout(60_000);

describe.each(['the git program', 'GitHub’s API'] as const)(
  'a work tree, merging and tagging, by %s',
  by => {
    const world = new GitWorld(by);
    const lines = (...changed: [number, string][]) =>
      Array.from({ length: 9 }, (_, n) => new Map(changed).get(n) ?? `${n}`)
        .map(line => `${line}\n`)
        .join('');
    const options = {
      message: 'Merge',
      author: { name: 'Waybill', email: 'waybill@example.com' },
      date: new Date('2026-03-01T11:00:00Z'),
      trailers: { 'Waybill-Promotion': '01H' },
      signal,
    };
    const merge = (tree: WorkTree, commit: string) =>
      tree.merge({ ...options, commit });

    it('puts together what both sides changed, in one file too, and pushes it', async () => {
      await world.others({ list: lines(), gone: '1', kept: '1' });
      const tree = await world.open();
      await tree.write('list', lines([1, 'ours']));
      await tree.write('mine/a', '1');
      await tree.remove('kept');
      await tree.write('bin/run', '#!/bin/zsh\n');
      const ours = (await world.commit(tree))!;
      const theirs = await world.others({
        list: lines([7, 'theirs']),
        gone: null,
        'env/prod/x': '1',
      });
      const merged = await merge(tree, theirs);
      expect(merged).toEqual({
        status: 'merged',
        commit: tree.head,
        changed: ['bin/run', 'kept', 'list', 'mine/a'],
      });
      expect(
        await tree.push({ targetBranch: 'main', expected: theirs, signal }),
      ).toEqual({ status: 'pushed', commit: tree.head });
      expect(await world.remote('log', '-1', '--format=%P', 'main')).toBe(
        `${theirs} ${ours}`,
      );
      expect(await world.remote('show', 'main:list')).toBe(
        lines([1, 'ours'], [7, 'theirs']).trim(),
      );
      expect(await world.modes()).toEqual([
        '100644 README.md',
        '100755 bin/run',
        '100644 env/dev/kustomization.yaml',
        '100644 env/prod/x',
        '100644 list',
        '100644 logo.png',
        '100644 mine/a',
      ]);
      expect(await world.remote('fsck', '--strict', '--full')).toBe('');
    });

    it('names the files on which both disagree, and does nothing then', async () => {
      await world.others({ list: lines(), gone: '1', 'a/b': '1' });
      const tree = await world.open();
      await tree.write('list', lines([1, 'ours']));
      await tree.write('gone', '2');
      await tree.write('logo.png', Buffer.from([0, 1]));
      await tree.write('both', 'ours');
      await tree.remove('a');
      await tree.write('a', 'a file now');
      const ours = await world.commit(tree);
      const theirs = await world.others({
        list: lines([1, 'theirs']),
        gone: null,
        'logo.png': { content: Buffer.from([0, 2]) },
        both: 'theirs',
        'a/c': '1',
      });
      expect(await merge(tree, theirs)).toEqual({
        status: 'conflict',
        paths: ['a', 'both', 'gone', 'list', 'logo.png'],
      });
      expect(tree.head).toBe(ours);
      expect(String(await tree.read('both'))).toBe('ours');
    });

    it('finds out where the histories part, and leaves alone what is merged already', async () => {
      const parted = world.first;
      await world.remote('branch', 'env/dev', parted);
      await world.others({ 'on-main': '1' });
      const theirs = await world.others({ 'on-env': '1' }, 'env/dev');
      const { tree, made } = await world.change();
      expect(await merge(tree, parted)).toEqual({
        status: 'merged',
        commit: made,
        changed: ['mine', 'on-main'],
      });
      expect(await merge(tree, theirs)).toMatchObject({
        status: 'merged',
        changed: ['mine', 'on-main'],
      });
      const pushed = await tree.push({
        targetBranch: 'env/dev',
        expected: theirs,
        signal,
      });
      expect(pushed.status).toBe('pushed');
      const again = tree.head;
      expect(await merge(tree, theirs)).toMatchObject({ commit: again });

      const alone = await world.others({ x: '1' }, 'alone');
      await expect(merge(tree, alone)).rejects.toThrow(/no commit in common/);
    });

    it('merges no edits that are in no commit, and does not lose them', async () => {
      const { tree } = await world.change();
      await tree.write('more', '1');
      const theirs = await world.others({ x: '1' });
      await expect(merge(tree, theirs)).rejects.toThrow(/in no commit/);
      await expect(tree.reset(theirs, signal)).rejects.toThrow(/in no commit/);
      expect(String(await tree.read('more'))).toBe('1');
    });

    it('goes to a commit of the remote', async () => {
      const { tree } = await world.change();
      const theirs = await world.others({ x: '1' });
      await tree.reset(theirs, signal);
      expect(tree.head).toBe(theirs);
      expect(await tree.read('mine')).toBeUndefined();
      await tree.write('y', '1');
      const made = await world.commit(tree);
      expect(
        await tree.push({ targetBranch: 'main', expected: theirs, signal }),
      ).toEqual({ status: 'pushed', commit: made });
      await expect(tree.reset('f'.repeat(40), signal)).rejects.toThrow(
        /has no commit f/,
      );
    });

    it('makes annotated tags, and moves them only where that was said', async () => {
      const tagged = async (force?: boolean) => {
        const { tree, made } = await world.change();
        const object = await tree.tag({
          tag: 'release/v1',
          message: 'Release one\n\nwith a body',
          tagger: options.author,
          date: options.date,
          force,
        });
        const result = await tree.pushTag({ tag: 'release/v1', signal });
        return { object, made, result };
      };
      const first = await tagged();
      expect(first.result).toEqual({
        status: 'pushed',
        object: first.object,
        commit: first.made,
      });
      expect(await world.remote('cat-file', '-t', 'release/v1')).toBe('tag');
      expect(
        await world.remote('tag', '-l', '--format=%(taggername) %(contents)'),
      ).toBe('Waybill Release one\n\nwith a body');
      // Again after a crash.
      expect((await tagged()).result).toEqual(first.result);
      await world.others({ x: '1' });
      expect((await tagged()).result).toEqual({
        status: 'rejected',
        object: first.object,
      });
      const moved = await tagged(true);
      expect(moved.result.status).toBe('pushed');
      expect(await world.remote('rev-parse', 'release/v1^{commit}')).toBe(
        moved.made,
      );
      const opened = await world.git.open({
        ...world.on,
        start: { tag: 'release/v1' },
      });
      expect(opened).toMatchObject({ branch: undefined, base: moved.made });
      const pinned = await world.git.open({
        ...world.on,
        start: { tag: 'release/v1', at: world.first },
      });
      expect(pinned.base).toBe(world.first);
      await world.remote('tag', 'light', world.first);
      expect(
        await world.git.open({ ...world.on, start: { tag: 'light' } }),
      ).toMatchObject({ base: world.first });
      await expect(
        world.git.open({ ...world.on, start: { tag: 'nowhere' } }),
      ).rejects.toThrow(/has no tag nowhere/);
      await expect(opened.pushTag({ tag: 'never', signal })).rejects.toThrow(
        /no tag never here/,
      );
      expect(
        await world.remote('fsck', '--strict', '--full', '--no-dangling'),
      ).toBe('');
    });

    it('shows the folders that are asked for and the files beside them, and keeps the others', async () => {
      await world.others({
        'env/dev/more/b': '1',
        'env/note': '1',
        'env/prod/a': '1',
        'charts/x/y': '1',
      });
      const tree = await world.git.open({
        ...world.on,
        start: { branch: 'main' },
        sparse: ['env/dev', 'charts/x/'],
      });
      const shown = [
        'README.md',
        'charts/x/y',
        'env/dev/kustomization.yaml',
        'env/dev/more/b',
        'env/note',
        'logo.png',
      ];
      expect(await tree.list()).toEqual(shown);
      expect(await tree.list('env/prod')).toEqual([]);
      expect(await tree.read('env/prod/a')).toBeUndefined();
      expect(await tree.mode('bin/run')).toBeUndefined();
      await expect(tree.write('env/prod/a', '2')).rejects.toThrow(/"sparse"/);
      await tree.remove('env/prod');
      await tree.remove('env');
      await tree.write('env/dev/new', '1');
      const made = await world.commit(tree);
      expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
        status: 'pushed',
        commit: made,
      });
      expect(await world.modes()).toEqual([
        '100644 README.md',
        '100755 bin/run',
        '100644 charts/x/y',
        '100644 env/dev/new',
        '100644 env/prod/a',
        '100644 logo.png',
      ]);
      await expect(
        world.git.open({
          ...world.on,
          start: { branch: 'main' },
          sparse: ['env/*'],
        }),
      ).rejects.toThrow(/found the pattern "env\/\*"/);
    });

    it('does not leave certificates unread because a pipeline says so', async () => {
      await expect(
        world.git.open({
          repoURL: world.repository.url.replace('http:', 'https:'),
          start: { branch: 'main' },
          insecureSkipTLSVerify: true,
          signal,
        }),
      ).rejects.toMatchObject({ name: 'InputError' });
    });

    it('lets pushes to one branch take turns, and others not wait', async () => {
      const order: string[] = [];
      const turn = (name: string, branch: string, ms: number) =>
        world.git.inTurn({ ...world.on, branch }, async waited => {
          order.push(`${name} ${waited}`);
          await new Promise(resolve => setTimeout(resolve, ms));
          order.push(`${name} ends`);
        });
      const failing = world.git.inTurn(
        { ...world.on, branch: 'main' },
        async () => {
          throw new Error('no');
        },
      );
      await Promise.all([
        expect(failing).rejects.toThrow('no'),
        turn('a', 'main', 200),
        turn('b', 'main', 0),
        turn('c', 'other', 0),
      ]);
      expect(order).toEqual([
        'c false',
        'a true',
        'c ends',
        'a ends',
        'b true',
        'b ends',
      ]);
      const stop = new AbortController();
      const first = turn('d', 'main', 200);
      const second = world.git.inTurn(
        { ...world.on, branch: 'main', signal: stop.signal },
        async () => order.push('never'),
      );
      stop.abort(new Error('stopped'));
      await expect(second).rejects.toThrow('stopped');
      await first;
      expect(order).not.toContain('never');
    });
  },
);
