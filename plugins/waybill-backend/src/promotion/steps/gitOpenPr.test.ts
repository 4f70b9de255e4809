import { NotAllowedError } from '@backstage/errors';
import { Changelog } from '@waybill/backstage-plugin-waybill-common';
import {
  Crash,
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';
import { outsideEffects } from '../effects/outsideEffects';

const CODE = 'https://git.example.com/acme/shop';
const SECOND = 'dev.01jn1111111111111111111111.fffffff';
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

describe('an open pull request that is there already', () => {
  /** What a promotion to 1.27.3 that was aborted has left open, and the one to 1.27.2 that comes after it. */
  async function worldAfterAnother(config: object = {}) {
    const world = worldOf({ title: 'Promote 1.27.3', ...config });
    await world.finish();
    const before = world.record.id;
    const [step1] = world.record.steps;
    Object.assign(world.record, {
      ...promotionOf([
        { ...step1, config: { ...step1.config, title: 'Promote 1.27.2' } },
      ]),
      id: SECOND,
      reason: 'back to what worked',
    });
    world.git.commit(REPO, 'next', { 'a.txt': 'c' });
    return { world, before };
  }
  const told = (world: ReturnType<typeof worldOf>) =>
    outsideEffects(world.record, () => false).map(({ text }) => text);

  it('tells of the promotion that goes on with it from then on', async () => {
    const { world, before } = await worldAfterAnother();
    expect((await world.finish()).phase).toBe('Succeeded');
    const [only, ...others] = world.hosts.pullRequests;
    expect(others).toEqual([]);
    expect(only.title).toBe('Promote 1.27.2');
    expect(only.description).toContain('Reason: back to what worked');
    expect(only.description).toContain(`Waybill-Promotion: ${SECOND}`);
    expect(only.description).not.toContain(before);
    const [state] = world.record.stepStates;
    expect(state.message).toBe(
      `Pull request #1, taken over from promotion ${before}`,
    );
    expect(told(world)).toEqual([
      `took over pull request #1 of promotion ${before}`,
    ]);
  });

  it.each(['answer', 'process'])(
    'is changed once when the %s is lost',
    async what => {
      const { world, before } = await worldAfterAnother();
      world.hosts.afterUpdate = () => {
        delete world.hosts.afterUpdate;
        throw what === 'process' ? new Crash() : new Error('no answer');
      };
      expect((await world.finish()).phase).toBe('Succeeded');
      expect(world.hosts.updates).toEqual([1]);
      expect(world.record.stepStates[0].message).toContain(before);
    },
  );

  it('is found again when it was merged while nobody was there', async () => {
    const { world } = await worldAfterAnother();
    world.hosts.afterUpdate = () => {
      world.hosts.merge(1);
      throw new Crash();
    };
    expect((await world.finish()).phase).toBe('Succeeded');
    expect(world.hosts.pullRequests).toHaveLength(1);
    expect(world.record.stepStates[0].output?.pr).toMatchObject({
      id: 1,
      merged: true,
    });
  });

  it('keeps what people have made of it while it is still the same promotion’s', async () => {
    const world = worldOf();
    world.hosts.afterOpen = () => {
      delete world.hosts.afterOpen;
      world.hosts.pullRequests[0].title = 'Careful!';
      throw new Crash();
    };
    expect((await world.finish()).phase).toBe('Succeeded');
    expect(world.hosts.pullRequests[0].title).toBe('Careful!');
    expect(world.hosts.updates).toEqual([]);
  });

  it('stays as a person wrote it', async () => {
    const { world } = await worldAfterAnother();
    Object.assign(world.hosts.pullRequests[0], {
      title: 'Mine',
      description: 'By hand',
    });
    expect((await world.finish()).phase).toBe('Succeeded');
    expect(world.hosts.pullRequests[0]).toMatchObject({
      title: 'Mine',
      description: 'By hand',
    });
    expect(world.record.stepStates[0].message).toMatch(
      /^Pull request #1 was open already, and nothing in it says that Waybill opened it/,
    );
    expect(told(world)).toEqual([]);
  });

  it('is not held up by a host that cannot change it, and that is said', async () => {
    const { world, before } = await worldAfterAnother();
    world.hosts.cannotUpdate = true;
    expect((await world.finish()).phase).toBe('Succeeded');
    expect(world.record.stepStates[0].message).toMatch(
      new RegExp(`promotion ${before}.*still tell of that one`),
    );
  });

  it('may have been changed, where nobody has heard', async () => {
    const { world, before } = await worldAfterAnother();
    world.hosts.beforeUpdate = () => {
      throw new Error('socket hang up');
    };
    expect(await world.finish()).toMatchObject({ phase: 'Errored' });
    expect(told(world)).toEqual([
      `may have taken over pull request #1 of promotion ${before}`,
    ]);
  });

  it('does not go on with a lie when the host refuses to change it', async () => {
    const { world, before } = await worldAfterAnother();
    world.hosts.beforeUpdate = () => {
      throw new NotAllowedError('Changing pull request 1: no');
    };
    expect(await world.finish()).toMatchObject({ phase: 'Errored' });
    expect(told(world)).toEqual([]);
    expect(world.hosts.pullRequests[0].description).toContain(before);
  });
});
