import { Knex } from 'knex';
import { databaseNow } from '../store/databaseNow';
import { claimWorkItems } from '../store/operations/workItems/claimWorkItems';
import { listWorkItems } from '../store/operations/workItems/listWorkItems';
import { oldestDueSeconds } from '../store/operations/workItems/oldestDueSeconds';
import { pokeWorkItems } from '../store/operations/workItems/pokeWorkItems';
import { entityOf } from '../store/testing/fixtures';
import { migratedDatabases } from '../store/testing/migratedDatabases';
import { engineHealth } from './engineHealth';
import { EngineContext } from './EngineContext';
import { Handler } from './Handler';
import { runWorkItem } from './runWorkItem';
import { systemClock } from '../store/systemClock';
import { FakeWorld } from './testing/FakeWorld';
import { eventually, startTestEngine } from './testing/startTestEngine';
import { testContext } from './testing/testContext';
import { transact } from './transact';

describe('runWorkItem', () => {
  const databases = migratedDatabases();

  const contextOf = (knex: Knex, leaseSeconds = 30) =>
    testContext(knex, new FakeWorld(), { leaseSeconds });

  async function claim(context: EngineContext) {
    const { knex, config, ids } = context;
    return knex.transaction(async tx => {
      const [item] = await claimWorkItems(tx, {
        kind: 'stage',
        limit: 1,
        token: ids.uuid(),
        worker: 'w',
        leaseMs: config.leaseSeconds * 1000,
        now: await databaseNow(tx),
      });
      return item;
    });
  }

  async function due(knex: Knex, leaseSeconds?: number) {
    const context = contextOf(knex, leaseSeconds);
    await pokeWorkItems(knex, {
      items: [{ kind: 'stage', pipelineId: 'p', name: 'dev' }],
      at: await databaseNow(knex),
    });
    return { context, item: await claim(context) };
  }

  const run = (
    context: EngineContext,
    item: Awaited<ReturnType<typeof claim>>,
    handler: Handler,
    options: {
      claimedAt?: number;
      timeoutMs?: number;
      stopped?: AbortSignal;
    } = {},
  ) =>
    runWorkItem(context, item, {
      handler,
      claimedAt: context.clock.elapsed(),
      timeoutMs: 60_000,
      stopped: new AbortController().signal,
      ...options,
    });
  const stored = async (knex: Knex) =>
    (await listWorkItems(knex, { pipelineId: 'p' }))[0];

  it.each(databases.ids)('puts down how it went, %p', async id => {
    const knex = await databases.create(id);
    const { context, item } = await due(knex);
    const began = Date.now();
    await run(context, item, async () => ({
      afterSeconds: 60,
      at: new Date(began + 3_600_000),
      memory: { seen: true },
    }));
    const next = Date.parse((await stored(knex)).nextAt);
    expect(next - began).toBeGreaterThan(55_000);
    expect(next - began).toBeLessThan(65_000);

    await pokeWorkItems(knex, {
      items: [{ kind: 'stage', pipelineId: 'p', name: 'dev' }],
      at: await databaseNow(knex),
    });
    const again = await claim(context);
    expect(again.memory).toEqual({ seen: true });
    await run(context, again, async () => {
      throw new Error('no answer');
    });
    expect(await stored(knex)).toMatchObject({
      failures: 1,
      lastError: 'no answer',
    });
  });

  it.each(databases.ids)(
    'renews the claim for as long as the work goes on, %p',
    async id => {
      const knex = await databases.create(id);
      const { context, item } = await due(knex, 0.3);
      await run(context, item, async () => {
        await new Promise(resolve => setTimeout(resolve, 1_000));
        expect(await claim(context)).toBeUndefined();
        return {};
      });
      expect(await stored(knex)).toBeUndefined();
    },
  );

  it.each(databases.ids)(
    'stops work whose claim is lost, and lets it write nothing, %p',
    async id => {
      const knex = await databases.create(id);
      const { context, item } = await due(knex, 0.3);
      let reason: unknown;
      let wrote: unknown;
      await run(context, item, async ({ signal }) => {
        await knex('work_items').update({ claim_token: 'another' });
        await new Promise(resolve => signal.addEventListener('abort', resolve));
        reason = signal.reason;
        wrote = await transact(context, item, async () => 'wrote').catch(
          error => error,
        );
        return { afterSeconds: 999 };
      });
      expect(reason).toMatchObject({ name: 'ClaimLostError' });
      expect(wrote).toMatchObject({ name: 'ClaimLostError' });
      const row = await knex('work_items').first();
      expect(row).toMatchObject({ claim_token: 'another', failures: 0 });
    },
  );

  it.each(databases.ids)(
    'asks whether it is still held when a claim was not renewed for long, %p',
    async id => {
      const knex = await databases.create(id);
      const { context, item } = await due(knex);
      let stoodStill = 0;
      const clock = {
        ...context.clock,
        elapsed: () => context.clock.elapsed() + stoodStill,
      };
      const told: unknown[] = [];
      await run({ ...context, clock }, item, async ({ confirmClaim }) => {
        const tell = () =>
          confirmClaim().then(
            () => told.push('held'),
            error => told.push(String(error)),
          );
        stoodStill = 21_000;
        await tell();
        await knex('work_items').update({ claim_token: 'another' });
        // It has just been renewed, as far as this process knows.
        stoodStill = 40_000;
        await tell();
        stoodStill = 42_000;
        await tell();
        return {};
      });
      expect(told).toEqual([
        'held',
        'held',
        `ClaimLostError: The claim on ${item.id} is lost; another worker has it`,
      ]);
    },
  );

  it.each(databases.ids)(
    'knows that a process may stand still before its claim is answered, %p',
    async id => {
      const knex = await databases.create(id);
      const { context, item } = await due(knex);
      await knex('work_items').update({ claim_token: 'another' });
      let lost: unknown;
      await run(
        context,
        item,
        async ({ confirmClaim }) => {
          lost = await confirmClaim().catch(error => error);
          return {};
        },
        { claimedAt: context.clock.elapsed() - 21_000 },
      );
      expect(lost).toMatchObject({ name: 'ClaimLostError' });
    },
  );

  it.each(databases.ids)('ends work that takes too long, %p', async id => {
    const knex = await databases.create(id);
    const { context, item } = await due(knex);
    await run(
      context,
      item,
      ({ signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        ),
      { timeoutMs: 50 },
    );
    expect(await stored(knex)).toMatchObject({
      failures: 1,
      lastError: expect.stringContaining('took longer than'),
    });
  });

  it.each(databases.ids)('an engine that stops is no failure, %p', async id => {
    const knex = await databases.create(id);
    const { context, item } = await due(knex);
    const stopped = new AbortController();
    setTimeout(() => stopped.abort(), 50);
    await run(
      context,
      item,
      ({ signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        ),
      { stopped: stopped.signal },
    );
    expect(await stored(knex)).toMatchObject({ failures: 0 });
  });
});

describe('engineHealth', () => {
  const databases = migratedDatabases();

  it.each(databases.ids)(
    'says when due items wait too long, and when a loop does not turn, %p',
    async id => {
      const knex = await databases.create(id);
      const context = testContext(knex, new FakeWorld(), {
        overdueSeconds: 5,
      });
      const loop = (secondsAgo: number) => ({
        kind: 'stage' as const,
        start: () => {},
        stop: async () => {},
        wake: () => {},
        status: () => ({
          turnedAt: systemClock.elapsed() - secondsAgo * 1000,
          failures: secondsAgo,
        }),
      });
      expect(await engineHealth(context, [loop(1)])).toMatchObject({
        status: 'ok',
        oldestDueSeconds: 0,
        loops: [{ name: 'stage', failures: 1 }],
      });
      expect((await engineHealth(context, [loop(6)])).status).toBe('overdue');

      const now = await databaseNow(knex);
      await pokeWorkItems(knex, {
        items: [{ kind: 'stage', name: 'dev' }],
        at: new Date(now.getTime() - 8_000),
      });
      const health = await engineHealth(context, []);
      expect(health.status).toBe('overdue');
      expect(health.oldestDueSeconds).toBeGreaterThanOrEqual(8);
    },
  );

  it.each(databases.ids)(
    'a handler that throws is tried again, heals, and gives its items back when the engine stops, %p',
    async id => {
      const knex = await databases.create(id);
      const world = new FakeWorld();
      world.catalogError = new Error('the catalog answered 503');
      const engine = await startTestEngine(knex, world, { overdueSeconds: 1 });
      await eventually('the failure', async () => {
        const row = await knex('work_items').where({ kind: 'catalog' }).first();
        return row?.failures > 1 && row.last_error.includes('503');
      });
      world.catalogError = undefined;
      world.entities = [entityOf('app')];
      await eventually('the pipeline', async () => knex('pipelines').first());
      expect((await engine.health()).loops).toHaveLength(5);
      await engine.stop();
      expect(await knex('work_items').whereNotNull('claim_token')).toEqual([]);

      // Nobody works: what is due becomes overdue, and every replica says so.
      await eventually(
        'overdue',
        async () => (await engine.health()).status === 'overdue',
      );
      expect(
        await oldestDueSeconds(knex, { now: await databaseNow(knex) }),
      ).toBeGreaterThan(1);
    },
  );
});
