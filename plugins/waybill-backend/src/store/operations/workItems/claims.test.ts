import { Knex } from 'knex';
import { isPostgres } from '../../isPostgres';
import { migratedDatabases } from '../../testing/migratedDatabases';
import { ClaimedWorkItem, WorkItemKey } from '../../WorkItem';
import { claimWorkItems } from './claimWorkItems';
import { completeWorkItem } from './completeWorkItem';
import { failWorkItem } from './failWorkItem';
import { fenceClaim } from './fenceClaim';
import { pokeWorkItems } from './pokeWorkItems';
import { renewClaim } from './renewClaim';

const T = new Date('2026-11-21T10:00:00.000Z');
const after = (seconds: number) => new Date(T.getTime() + seconds * 1000);
const stage = (name: string): WorkItemKey => ({
  kind: 'stage',
  pipelineId: 'p1',
  name,
});

describe('claims on work items', () => {
  const databases = migratedDatabases();
  let tokens = 0;

  async function claim(
    knex: Knex,
    now: Date,
    options: { limit?: number; worker?: string } = {},
  ): Promise<ClaimedWorkItem[]> {
    return knex.transaction(tx =>
      claimWorkItems(tx, {
        kind: 'stage',
        limit: options.limit ?? 10,
        token: `token-${++tokens}`,
        worker: options.worker ?? 'worker',
        leaseMs: 30_000,
        now,
      }),
    );
  }

  it.each(databases.ids)(
    'are claimed when due, longest due first, and by one only, %p',
    async id => {
      const knex = await databases.create(id);
      await pokeWorkItems(knex, { items: [stage('late')], at: after(60) });
      await pokeWorkItems(knex, { items: [stage('b')], at: after(-5) });
      await pokeWorkItems(knex, { items: [stage('a')], at: after(-1) });
      await pokeWorkItems(knex, {
        items: [{ kind: 'promotion', pipelineId: 'p1', name: 'x' }],
        at: T,
      });
      expect((await claim(knex, T, { limit: 1 })).map(it => it.name)).toEqual([
        'b',
      ]);
      expect((await claim(knex, T)).map(it => it.name)).toEqual(['a']);
      expect(await claim(knex, T)).toEqual([]);
    },
  );

  it.each(databases.ids)(
    'never go to two of many claimers at once, %p',
    async id => {
      const knex = await databases.create(id);
      const items = Array.from({ length: 60 }, (_, n) => stage(`s${n}`));
      await pokeWorkItems(knex, { items, at: T });
      const got: string[] = [];
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          for (;;) {
            const claimed = await claim(knex, T, { limit: 3 });
            if (claimed.length === 0) return;
            got.push(...claimed.map(it => it.id));
          }
        }),
      );
      expect(got).toHaveLength(60);
      expect(new Set(got).size).toBe(60);
    },
  );

  it.each(databases.ids)(
    'go to another when the lease ends, and then refuse the first one’s writes, %p',
    async id => {
      const knex = await databases.create(id);
      await pokeWorkItems(knex, { items: [stage('dev')], at: T });
      const [first] = await claim(knex, T);
      expect(await claim(knex, after(29))).toEqual([]);
      expect(
        await renewClaim(knex, {
          claim: first,
          leaseMs: 30_000,
          now: after(20),
        }),
      ).toBe(true);
      expect(await claim(knex, after(49))).toEqual([]);

      // Ended, but nobody else has it yet: the first one may still write.
      await knex.transaction(tx => fenceClaim(tx, first));

      const [second] = await claim(knex, after(51));
      expect(second.id).toBe(first.id);
      expect(second.token).not.toBe(first.token);

      await expect(
        knex.transaction(async tx => {
          await fenceClaim(tx, first);
          throw new Error('must not get here');
        }),
      ).rejects.toMatchObject({ name: 'ClaimLostError' });
      expect(
        await renewClaim(knex, {
          claim: first,
          leaseMs: 30_000,
          now: after(51),
        }),
      ).toBe(false);
      expect(
        await completeWorkItem(knex, {
          claim: first,
          next: undefined,
          now: after(51),
        }),
      ).toBe(false);
      expect(
        await failWorkItem(knex, {
          claim: first,
          error: 'late',
          random: 0,
          now: after(51),
        }),
      ).toBe(false);
      await knex.transaction(tx => fenceClaim(tx, second));
    },
  );

  it.each(databases.ids)(
    'a fenced transaction keeps claimers away and lets pokes through, %p',
    async id => {
      const knex = await databases.create(id);
      if (!isPostgres(knex)) {
        return; // One connection: nobody else can do anything meanwhile.
      }
      await pokeWorkItems(knex, { items: [stage('dev')], at: T });
      const [held] = await claim(knex, T);
      await knex.transaction(async tx => {
        await fenceClaim(tx, held);
        // The lease is long over, yet it cannot be taken before this transaction ends.
        expect(await claim(knex, after(600))).toEqual([]);
        await pokeWorkItems(knex, { items: [stage('dev')], at: T });
      });
      expect(await claim(knex, after(600))).toHaveLength(1);
    },
  );
});
