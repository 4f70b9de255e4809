import { Changelog } from '@waybill/backstage-plugin-waybill-common';
import {
  Crash,
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';

const CODE = 'https://git.example.com/acme/shop';
const NONE = { commits: [], more: 0, pullRequests: [] };

/** A promotion that opens a pull request from a branch that is there. */
function worldOf(config: object = {}, uiBaseUrl?: string) {
  const world = promotionWorld({
    uiBaseUrl,
    files: { 'a.txt': 'a' },
    record: promotionOf([
      step(
        'git-open-pr',
        {
          repoURL: REPO,
          sourceBranch: 'next',
          targetBranch: 'main',
          ...config,
        },
        { as: 'pr' },
      ),
    ]),
  });
  world.git.commit(REPO, 'next', { 'a.txt': 'b' });
  return world;
}
const telling = (subject: string) => (): Changelog => ({
  from: 'before',
  to: 'after',
  artifacts: [
    {
      kind: 'image',
      change: 'newer',
      code: CODE,
      comparison: {
        gained: {
          ...NONE,
          commits: [
            {
              id: 'a'.repeat(40),
              subject,
              author: 'Ann',
              committedAt: '2026-01-01T00:00:00.000Z',
              url: `${CODE}/commit/${'a'.repeat(40)}`,
            },
          ],
        },
        lost: NONE,
      },
      links: [],
      problem: null,
    },
  ],
});

describe("a pull request's description", () => {
  it('tells what comes with the Freight, as text that calls nobody and closes nothing', async () => {
    const world = worldOf();
    const asked: string[] = [];
    world.services.onChangelog = stage => {
      asked.push(stage);
      return telling('Round totals, fixes #7 for @all')();
    };
    expect((await world.finish()).phase).toBe('Succeeded');
    const [description] = world.hosts.descriptions;
    expect(description).toContain(
      'Promotes component:default/storefront in dev',
    );
    expect(description).toContain(`Comes with from \`${CODE}\`:`);
    expect(description).toContain(
      '- `Round totals, fixes #7 for @all` [`aaaaaaa`]',
    );
    expect(asked).toEqual(['dev']);
  });

  it('is the one the manifest gives, and then nobody is asked', async () => {
    const world = worldOf({ description: 'As we like it' });
    world.services.onChangelog = () => {
      throw new Error('asked');
    };
    expect((await world.finish()).phase).toBe('Succeeded');
    expect(world.hosts.descriptions).toEqual([
      `As we like it\n\nAsked for by user:default/dana.\n\nWaybill-Promotion: ${world.record.id}`,
    ]);
  });

  it.each([{}, { description: 'As we like it' }])(
    'leads back to the promotion, with %j',
    async config => {
      const world = worldOf(config, 'https://backstage.example.com');
      expect((await world.finish()).phase).toBe('Succeeded');
      const { id } = world.record;
      expect(world.hosts.descriptions[0].split('\n').slice(-3)).toEqual([
        `[See the promotion](https://backstage.example.com/catalog/default/component/storefront/freight/promotions/${id}): what it changes, why, and its gates. Asked for by user:default/dana.`,
        '',
        `Waybill-Promotion: ${id}`,
      ]);
    },
  );

  it('has no changelog when nobody can tell, and the pull request is opened all the same', async () => {
    const world = worldOf();
    world.services.onChangelog = () => {
      throw new Error('the store is away');
    };
    expect((await world.finish()).phase).toBe('Succeeded');
    expect(world.hosts.descriptions[0]).toMatch(
      /registry\.example\.com\/web:1\.25\.0/,
    );
    expect(world.hosts.descriptions[0]).not.toContain('Comes with');
  });

  it('stays what it was when the process dies and takes the promotion up again', async () => {
    const world = worldOf();
    world.services.onChangelog = telling('First');
    let died = false;
    world.hosts.afterOpen = () => {
      if (!died) {
        died = true;
        world.services.onChangelog = telling('Second');
        throw new Crash();
      }
    };
    expect((await world.finish()).phase).toBe('Succeeded');
    expect(died).toBe(true);
    expect(world.hosts.pullRequests).toHaveLength(1);
    expect(world.hosts.descriptions).toHaveLength(1);
    expect(world.hosts.descriptions[0]).toContain('First');
  });
});

describe('a pull request that was opened by a process that died', () => {
  it.each(['merge', 'close'] as const)(
    'is found again when somebody has pushed on top of it before a %s',
    async end => {
      const world = worldOf();
      let died = false;
      world.hosts.afterOpen = () => {
        if (!died) {
          died = true;
          const theirs = world.git.commit(REPO, 'next', { 'b.txt': 'theirs' });
          const [opened] = world.hosts.pullRequests;
          opened.head = { ...opened.head, commit: theirs };
          world.hosts[end](opened.number);
          throw new Crash();
        }
      };
      expect((await world.finish()).phase).toBe('Succeeded');
      expect(died).toBe(true);
      expect(world.hosts.pullRequests).toHaveLength(1);
    },
  );
});
