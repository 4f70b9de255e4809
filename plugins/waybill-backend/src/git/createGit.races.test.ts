import { GitWorld, signal } from './testing/gitWorld';

jest.setTimeout(60_000);

describe.each(['the git program', 'GitHub’s API'] as const)(
  'a work tree, racing, by %s',
  by => {
    const world = new GitWorld(by);

    it('says where the branch is when the race is lost, and wins on the new tip', async () => {
      const { tree } = await world.change();
      const theirs = await world.others({ theirs: '1' });
      expect(await tree.push({ targetBranch: 'main', signal })).toMatchObject({
        status: 'rejected',
        tip: theirs,
        message: expect.stringContaining(theirs),
      });
      const again = await world.change();
      expect(
        await again.tree.push({ targetBranch: 'main', signal }),
      ).toMatchObject({ status: 'pushed' });
      expect(await world.tip('main^')).toBe(theirs);
    });

    it('loses a race that is decided between question and answer of the push itself', async () => {
      const { tree } = await world.change();
      let theirs = '';
      world.server.behaviour.beforePush = async () => {
        theirs = await world.others({ theirs: '1' });
      };
      expect(await tree.push({ targetBranch: 'main', signal })).toMatchObject({
        status: 'rejected',
        tip: theirs,
      });
      expect(await world.tip()).toBe(theirs);
    });

    it('brings back nothing that somebody takes away during the push', async () => {
      const taken = await world.others({ taken: 'away' });
      const { tree, made } = await world.change();
      expect(tree.base).toBe(taken);
      world.server.behaviour.beforePush = async () => {
        await world.remote('update-ref', 'refs/heads/main', world.first);
      };
      // A fast-forward from there, too, so that alone is no reason to refuse.
      expect(await tree.push({ targetBranch: 'main', signal })).toMatchObject({
        status: 'rejected',
        tip: world.first,
      });
      expect(await world.tip()).toBe(world.first);
      expect(await world.tip()).not.toBe(made);
    });

    it('loses commits only when forced, and then compares and swaps', async () => {
      const { tree, made } = await world.change();
      const theirs = await world.others({ theirs: '1' });
      const push = (expected?: string | null, force?: boolean) =>
        tree.push({ targetBranch: 'main', expected, force, signal });
      // The swap would succeed, but their commit would be lost.
      expect(await push(theirs)).toMatchObject({
        status: 'rejected',
        tip: theirs,
      });
      expect(await push(world.first, true)).toMatchObject({
        status: 'rejected',
        tip: theirs,
      });
      expect(await push(null, true)).toMatchObject({
        status: 'rejected',
        tip: theirs,
      });
      expect(await push(theirs, true)).toEqual({
        status: 'pushed',
        commit: made,
      });
      expect(await world.tip()).toBe(made);
      await world.others({ theirs: '2' });
      expect(await push(undefined, true)).toEqual({
        status: 'pushed',
        commit: made,
      });
      expect(await world.tip()).toBe(made);
    });

    it('pushes to another branch: a new one, one that is behind, not one that is elsewhere', async () => {
      await world.remote('branch', 'behind', 'main');
      await world.others({ more: '1' });
      await world.others({ other: '1' }, 'elsewhere');
      const { tree, made } = await world.change();
      const push = (targetBranch: string, expected?: null) =>
        tree.push({ targetBranch, expected, signal });
      const pushed = { status: 'pushed', commit: made };
      expect(await push('waybill/promotion/01H')).toEqual(pushed);
      // Done already: the answer to the first push may have got lost.
      expect(await push('waybill/promotion/01H', null)).toEqual(pushed);
      expect(await push('behind')).toEqual(pushed);
      expect(await push('elsewhere')).toMatchObject({
        status: 'rejected',
        tip: await world.tip('elsewhere'),
      });
      expect(await push('elsewhere', null)).toMatchObject({
        status: 'rejected',
      });
    });

    it('makes a branch from nothing, once', async () => {
      const start = { branch: 'env/dev', create: true };
      const openNew = () => world.git.open({ ...world.on, start });
      const tree = await openNew();
      const late = await openNew();
      expect(tree).toMatchObject({
        branch: 'env/dev',
        base: undefined,
        head: undefined,
      });
      expect(await tree.list()).toEqual([]);
      expect(await world.commit(tree)).toBeUndefined();
      await expect(
        tree.push({ targetBranch: 'env/dev', signal }),
      ).rejects.toThrow('nothing to push');
      const main = await world.open();
      expect(await tree.adopt(main, 'env/dev', '.')).toBe(true);
      const made = await world.commit(tree);
      await late.write('x', 'x');
      await world.commit(late);
      expect(await tree.push({ targetBranch: 'env/dev', signal })).toEqual({
        status: 'pushed',
        commit: made,
      });
      expect(
        await late.push({ targetBranch: 'env/dev', signal }),
      ).toMatchObject({
        status: 'rejected',
        tip: made,
      });
      expect(await world.modes('env/dev')).toEqual([
        '100644 kustomization.yaml',
      ]);
      expect(await world.remote('rev-list', '--count', 'env/dev')).toBe('1');
      const replay = await world.git.open({
        ...world.on,
        start: { orphan: 'env/dev' },
      });
      expect(await replay.adopt(main, 'env/dev', '')).toBe(true);
      expect(await world.commit(replay)).toBe(made);
      expect(await openNew()).toMatchObject({ base: made });
    });

    it('lands eight promotions to one branch at once, each exactly once', async () => {
      const promote = async (id: string) => {
        for (let attempt = 1; attempt <= 20; attempt++) {
          const tree = await world.open();
          await tree.write(`apps/${id}.yaml`, `${attempt}`);
          await world.commit(tree, id);
          const result = await tree.push({ targetBranch: 'main', signal });
          if (result.status === 'pushed') {
            return result.commit;
          }
        }
        throw new Error(`${id} did not land`);
      };
      const ids = [...'ABCDEFGH'];
      const landed = await Promise.all(ids.map(promote));
      const log = await world.remote(
        'log',
        '--format=%H %(trailers:key=Waybill-Promotion,valueonly,separator=)',
        'main',
      );
      const lines = log.split('\n');
      expect(lines).toHaveLength(9);
      expect(lines.slice(0, 8).sort()).toEqual(
        ids.map((id, index) => `${landed[index]} ${id}`).sort(),
      );
      expect(
        await world.remote('fsck', '--strict', '--full', '--no-dangling'),
      ).toBe('');
    });
  },
);
