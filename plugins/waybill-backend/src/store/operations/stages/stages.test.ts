import { entityOf } from '../../testing/fixtures';
import { migratedDatabases } from '../../testing/migratedDatabases';
import { isPostgres } from '../../isPostgres';
import { appendAudit } from '../audit/appendAudit';
import { findBrokenLink } from '../audit/findBrokenLink';
import { listAudit } from '../audit/listAudit';
import { createPipeline } from '../pipelines/createPipeline';
import { listWarehouses } from '../warehouses/listWarehouses';
import { saveWarehouse } from '../warehouses/saveWarehouse';
import { appendHistory } from './appendHistory';
import { emptyStageState } from './emptyStageState';
import { listHistory } from './listHistory';
import { listStages } from './listStages';
import { lockStage } from './lockStage';
import { markHistoryVerified } from './markHistoryVerified';
import { saveStage } from './saveStage';

const T = new Date('2026-11-21T10:00:00.000Z');
const after = (seconds: number) => new Date(T.getTime() + seconds * 1000);
const DANA = { type: 'user', ref: 'user:default/dana' } as const;

describe('stages, audit and warehouses', () => {
  const databases = migratedDatabases();
  const pipelineId = 'p1';

  async function withPipeline(id: Parameters<typeof databases.create>[0]) {
    const knex = await databases.create(id);
    await createPipeline(knex, { id: 'p1', entity: entityOf('app'), now: T });
    return knex;
  }

  it.each(databases.ids)(
    'a Stage changes one transaction after the other, %p',
    async id => {
      const knex = await withPipeline(id);
      expect((await listStages(knex, { pipelineId })).size).toBe(0);
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          knex.transaction(async tx => {
            const state = await lockStage(tx, { pipelineId, stage: 'dev' });
            await saveStage(tx, {
              pipelineId,
              state: {
                ...state,
                holds: [
                  ...state.holds,
                  {
                    origin: `Warehouse/${n}`,
                    freight: 'f',
                    reason: 'r',
                    by: DANA,
                    createdAt: T.toISOString(),
                  },
                ],
              },
            });
          }),
        ),
      );
      const states = await listStages(knex, { pipelineId });
      expect(states.get('dev')?.holds).toHaveLength(10);
      expect(states.get('dev')?.health).toEqual(emptyStageState('dev').health);
    },
  );

  it.each(databases.ids)('a Stage remembers what it ran, %p', async id => {
    const knex = await withPipeline(id);
    for (const n of [1, 2, 3]) {
      await appendHistory(knex, {
        pipelineId,
        stage: 'dev',
        entry: {
          collection: { 'Warehouse/main': `f${n}` },
          promotion: `p${n}`,
          freight: `f${n}`,
          rollback: n === 3,
          at: after(n * 100).toISOString(),
          verified: false,
        },
      });
    }
    await markHistoryVerified(knex, {
      pipelineId,
      stage: 'dev',
      promotion: 'p2',
    });
    const query = { pipelineId, stage: 'dev' };
    const first = await listHistory(knex, { ...query, limit: 2 });
    expect(first.items).toMatchObject([
      { freight: 'f3', rollback: true, verified: false },
      { freight: 'f2', rollback: false, verified: true },
    ]);
    const rest = await listHistory(knex, {
      ...query,
      limit: 2,
      cursor: first.nextCursor ?? undefined,
    });
    expect(rest.items.map(it => it.freight)).toEqual(['f1']);
    const then = await listHistory(knex, {
      ...query,
      limit: 1,
      before: after(250),
    });
    expect(then.items.map(it => it.freight)).toEqual(['f2']);
  });

  it.each(databases.ids)('the audit trail is one chain, %p', async id => {
    const knex = await withPipeline(id);
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        knex.transaction(tx =>
          appendAudit(tx, {
            pipelineId,
            now: after(n),
            entry: {
              actor: DANA,
              action: 'freight.approved',
              stage: 'dev',
              subject: `f${n}`,
              detail: { reason: 'because', left: undefined },
            },
          }),
        ),
      ),
    );
    const page = await listAudit(knex, { pipelineId, limit: 5 });
    expect(page.items.map(it => it.seq)).toEqual([12, 11, 10, 9, 8]);
    const next = await listAudit(knex, {
      pipelineId,
      limit: 50,
      cursor: page.nextCursor ?? undefined,
    });
    expect(next.items).toHaveLength(7);
    expect(await findBrokenLink(knex, { pipelineId })).toBeUndefined();

    await knex('audit')
      .where({ seq: 4 })
      .update({ actor_json: '{"type":"user","ref":"user:default/mallory"}' });
    expect(await findBrokenLink(knex, { pipelineId })).toBe(4);
    await knex('audit').where({ seq: 4 }).delete();
    expect(await findBrokenLink(knex, { pipelineId })).toBe(4);
    await knex('audit').where('seq', '>', 10).delete();
    expect(await findBrokenLink(knex, { pipelineId })).toBe(12);
  });

  it.each(databases.ids)(
    'an audit row is there only with what it tells about, %p',
    async id => {
      const knex = await withPipeline(id);
      await expect(
        knex.transaction(async tx => {
          await appendAudit(tx, {
            pipelineId,
            now: T,
            entry: { actor: DANA, action: 'x', detail: {} },
          });
          throw new Error('the rest failed');
        }),
      ).rejects.toThrow('the rest failed');
      const { items } = await listAudit(knex, { pipelineId, limit: 1 });
      expect(items).toEqual([]);
      expect(await findBrokenLink(knex, { pipelineId })).toBeUndefined();
    },
  );

  it.each(databases.ids)(
    'a failed look leaves what the last good one found, %p',
    async id => {
      const knex = await withPipeline(id);
      const key = { pipelineId, name: 'main' };
      await saveWarehouse(knex, { ...key, error: 'no route', now: T });
      expect(await listWarehouses(knex, key)).toEqual([
        {
          name: 'main',
          lastCheckedAt: T.toISOString(),
          error: 'no route',
          cursors: {},
        },
      ]);
      const findings = {
        artifacts: { discoveredAt: T.toISOString(), subscriptions: [] },
        found: { candidates: 3, matching: 1 },
        cursors: { git: { 0: { head: 'abc', fingerprint: 'x' } } },
      };
      await saveWarehouse(knex, { ...key, ...findings, now: after(1) });
      await saveWarehouse(knex, { ...key, error: 'a 500', now: after(2) });
      const [found] = await listWarehouses(knex, { pipelineId });
      expect(found).toEqual({
        name: 'main',
        ...findings,
        lastCheckedAt: after(2).toISOString(),
        error: 'a 500',
      });
      expect(await listWarehouses(knex, { pipelineId, name: 'x' })).toEqual([]);
    },
  );

  it('PostgreSQL is among the engines when one is given', async () => {
    const wanted =
      process.env.BACKSTAGE_TEST_DATABASE_POSTGRES16_CONNECTION_STRING;
    const engines = await Promise.all(
      databases.ids.map(async ([id]) => isPostgres(await databases.create(id))),
    );
    expect(engines.includes(true)).toBe(Boolean(wanted));
  });
});
