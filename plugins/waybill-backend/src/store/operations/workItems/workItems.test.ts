import { Knex } from 'knex';
import { databaseNow } from '../../databaseNow';
import { isPostgres } from '../../isPostgres';
import { migratedDatabases } from '../../testing/migratedDatabases';
import { ClaimedWorkItem, WorkItemKey } from '../../WorkItem';
import { claimWorkItems } from './claimWorkItems';
import { completeWorkItem } from './completeWorkItem';
import { BACK_OFF_SECONDS, failWorkItem } from './failWorkItem';
import { ensureWorkItems } from './ensureWorkItems';
import { listWorkItems } from './listWorkItems';
import { oldestDueSeconds } from './oldestDueSeconds';
import { pokeWorkItems } from './pokeWorkItems';
import { releaseClaims } from './releaseClaims';

const T = new Date('2026-11-21T10:00:00.000Z');
const after = (seconds: number) => new Date(T.getTime() + seconds * 1000);
const stage = (name: string): WorkItemKey => ({
  kind: 'stage',
  pipelineId: 'p1',
  name,
});

describe('work items', () => {
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

  async function nextAt(knex: Knex, name: string): Promise<string | undefined> {
    const items = await listWorkItems(knex, { pipelineId: 'p1' });
    return items.find(item => item.name === name)?.nextAt;
  }

  it.each(databases.ids)('the database tells the time, %p', async id => {
    const knex = await databases.create(id);
    const before = Date.now();
    const now = await databaseNow(knex);
    expect(Math.abs(now.getTime() - before)).toBeLessThan(5_000);
    const later = await knex.transaction(async tx => {
      await new Promise(resolve => setTimeout(resolve, 20));
      return databaseNow(tx);
    });
    expect(later.getTime()).toBeGreaterThan(now.getTime());
  });

  it.each(databases.ids)('are moved earlier only, %p', async id => {
    const knex = await databases.create(id);
    await pokeWorkItems(knex, { items: [stage('dev')], at: after(60) });
    await pokeWorkItems(knex, { items: [stage('dev')], at: after(90) });
    expect(await nextAt(knex, 'dev')).toBe(after(60).toISOString());
    await pokeWorkItems(knex, {
      items: [stage('dev'), stage('dev'), stage('prod')],
      at: after(30),
    });
    expect(await nextAt(knex, 'dev')).toBe(after(30).toISOString());
    await ensureWorkItems(knex, {
      items: [stage('dev'), stage('uat')],
      at: T,
    });
    expect(await nextAt(knex, 'dev')).toBe(after(30).toISOString());
    expect(await nextAt(knex, 'uat')).toBe(T.toISOString());
  });

  it.each(databases.ids)('a poke during a claim is not lost, %p', async id => {
    const knex = await databases.create(id);
    await pokeWorkItems(knex, { items: [stage('dev')], at: T });

    const [calm] = await claim(knex, T);
    await completeWorkItem(knex, {
      claim: calm,
      next: after(30),
      memory: { seen: 1 },
      now: after(1),
    });
    expect(await nextAt(knex, 'dev')).toBe(after(30).toISOString());

    const [poked] = await claim(knex, after(30));
    expect(poked.memory).toEqual({ seen: 1 });
    await pokeWorkItems(knex, { items: [stage('dev')], at: after(31) });
    await completeWorkItem(knex, {
      claim: poked,
      next: after(60),
      now: after(32),
    });
    expect(await nextAt(knex, 'dev')).toBe(after(32).toISOString());

    const [ending] = await claim(knex, after(33));
    await pokeWorkItems(knex, { items: [stage('dev')], at: after(33) });
    await completeWorkItem(knex, {
      claim: ending,
      next: undefined,
      now: after(34),
    });
    expect(await nextAt(knex, 'dev')).toBe(after(34).toISOString());

    const [ended] = await claim(knex, after(35));
    await completeWorkItem(knex, {
      claim: ended,
      next: undefined,
      now: after(36),
    });
    expect(await nextAt(knex, 'dev')).toBeUndefined();
  });

  it.each(databases.ids)('failures back off, %p', async id => {
    const knex = await databases.create(id);
    await pokeWorkItems(knex, { items: [stage('dev')], at: T });
    let now = T;
    for (const seconds of [...BACK_OFF_SECONDS, BACK_OFF_SECONDS.at(-1)!]) {
      const [item] = await claim(knex, now);
      await failWorkItem(knex, {
        claim: item,
        error: 'no answer',
        random: 0.5,
        now,
      });
      const next = new Date((await nextAt(knex, 'dev'))!);
      expect(next.getTime() - now.getTime()).toBe(seconds * 1100);
      now = next;
    }
    const [poked] = await claim(knex, now);
    await pokeWorkItems(knex, { items: [stage('dev')], at: now });
    await failWorkItem(knex, { claim: poked, error: 'no', random: 0, now });
    expect(await nextAt(knex, 'dev')).toBe(
      new Date(now.getTime() + 1000).toISOString(),
    );

    const [healed] = await claim(knex, after(86_400));
    expect(healed.failures).toBe(BACK_OFF_SECONDS.length + 2);
    await completeWorkItem(knex, {
      claim: healed,
      next: after(86_401),
      now: after(86_400),
    });
    expect((await claim(knex, after(86_402)))[0].failures).toBe(0);
  });

  it.each(databases.ids)(
    'tell for how long the oldest has been due, %p',
    async id => {
      const knex = await databases.create(id);
      expect(await oldestDueSeconds(knex, { now: T })).toBe(0);
      await pokeWorkItems(knex, { items: [stage('dev')], at: T });
      await pokeWorkItems(knex, { items: [stage('uat')], at: after(10) });
      expect(await oldestDueSeconds(knex, { now: after(-1) })).toBe(0);
      expect(await oldestDueSeconds(knex, { now: after(15) })).toBe(15);
      await claim(knex, after(15), { limit: 1, worker: 'w1' });
      expect(await oldestDueSeconds(knex, { now: after(15) })).toBe(5);
      await claim(knex, after(15), { worker: 'w2' });
      expect(await oldestDueSeconds(knex, { now: after(15) })).toBe(0);
      expect(await releaseClaims(knex, { worker: 'w1' })).toBe(1);
      expect(await oldestDueSeconds(knex, { now: after(15) })).toBe(15);
      await claim(knex, after(15), { worker: 'w3' });
      expect(await releaseClaims(knex, 'everybody')).toBe(2);
    },
  );

  it.each(databases.ids)('are found by their index, %p', async id => {
    const knex = await databases.create(id);
    const rows = Array.from({ length: 5_000 }, (_, n) => ({
      id: `stage:p/${n}`,
      kind: 'stage',
      pipeline_id: 'p',
      name: `${n}`,
      next_at: T.getTime() + n * 1000,
      pokes: 0,
      failures: 0,
      memory_json: '{}',
    }));
    await knex.batchInsert('work_items', rows, 100);
    const query = `SELECT id FROM work_items WHERE kind = 'stage' AND next_at <= ${T.getTime()} AND (lease_until IS NULL OR lease_until <= 0) ORDER BY next_at LIMIT 4`;
    let plan: string;
    if (isPostgres(knex)) {
      await knex.raw('ANALYZE work_items');
      plan = JSON.stringify((await knex.raw(`EXPLAIN ${query}`)).rows);
    } else {
      plan = JSON.stringify(await knex.raw(`EXPLAIN QUERY PLAN ${query}`));
    }
    expect(plan).toMatch(/work_items_(due|overdue)_idx/);
  });
});
