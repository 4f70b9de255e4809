import { GitWorld, signal } from './testing/gitWorld';

jest.setTimeout(60_000);

describe.each(['the git program', 'GitHub’s API'] as const)(
  'a work tree, looking back, by %s',
  by => {
    const world = new GitWorld(by);
    const find = (value: string, since?: string, through = world.git) =>
      through.findByTrailer({
        ...world.on,
        branch: 'main',
        trailer: { key: 'Waybill-Promotion', value },
        since,
      });

    it('finds its own commit again by the trailer, however much was pushed on top', async () => {
      const { first } = world;
      const tree = await world.open();
      await tree.write('mine', '1');
      const made = await world.commit(
        tree,
        '01HMINE',
        'Promote\n\nWaybill-Promotion: another',
      );
      await tree.push({ targetBranch: 'main', signal });
      for (let n = 0; n < 40; n++) {
        await world.others({ [`later-${n}`]: 'x' });
      }
      expect(await find('01HMINE', first)).toEqual({
        id: made,
        parents: [first],
        subject: 'Promote',
        author: 'Waybill <waybill@example.com>',
        committer: 'Waybill <waybill@example.com>',
        committedAt: '2026-03-01T10:00:00.000Z',
        trailers: { 'Waybill-Promotion': '01HMINE' },
      });
      expect(await find('01HMINE')).toMatchObject({ id: made });
      expect(await find('01HMINE', made)).toBeUndefined();
      expect(await find('01HM')).toBeUndefined();
      expect(await find('another', first, world.freshCache())).toBeUndefined();
      expect(
        await find('01HMINE', undefined, world.newGit({ historyCommits: 10 })),
      ).toBeUndefined();
    });

    it('knows what contains what', async () => {
      const { first, on } = world;
      await world.others({ other: '1' }, 'elsewhere');
      for (let n = 0; n < 70; n++) {
        await world.others({ n: `${n}` });
      }
      const tip = await world.tip();
      const contains = (
        ancestor: string,
        descendant: string,
        through = world.git,
      ) => through.contains({ ...on, ancestor, descendant });
      expect(await contains(first, tip)).toBe(true);
      expect(await contains(first, tip, world.freshCache())).toBe(true);
      expect(await contains(tip, tip)).toBe(true);
      expect(await contains(tip, first)).toBe(false);
      expect(await contains(await world.tip('elsewhere'), tip)).toBe(false);
      expect(await contains('f'.repeat(40), tip)).toBe(false);
      await expect(contains(first, 'f'.repeat(40))).rejects.toThrow(
        'has no commit',
      );
      expect(
        await world.git.changedPaths({ ...on, from: first, to: tip }),
      ).toEqual(['n']);
    });

    it('cannot be misled by what others write into a message', async () => {
      await world.remote('config', 'user.name', 'x');
      const tree = await world.remote('rev-parse', 'main^{tree}');
      const fake = await world.remote(
        ...['commit-tree', tree, '-p', 'main', '-m'],
        '\u0001\u0002/commit subject\n\nWaybill-Promotion: 01HFAKE\n\nnot the last paragraph',
      );
      await world.remote('update-ref', 'refs/heads/main', fake);
      expect(await find('01HFAKE', world.first)).toBeUndefined();
      const { made, tree: mine } = await world.change();
      await mine.push({ targetBranch: 'main', signal });
      expect(await find('01H', world.first)).toMatchObject({
        id: made,
        parents: [fake],
      });
    });
  },
);
