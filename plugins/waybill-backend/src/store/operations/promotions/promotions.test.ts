import { Knex } from 'knex';
import { entityOf, promotionOf } from '../../testing/fixtures';
import { migratedDatabases } from '../../testing/migratedDatabases';
import { createPipeline } from '../pipelines/createPipeline';
import { claimWorkItems } from '../workItems/claimWorkItems';
import { pokeWorkItems } from '../workItems/pokeWorkItems';
import { addHealthChecks } from './addHealthChecks';
import { endPromotion } from './endPromotion';
import { findTakenPullRequests } from './findTakenPullRequests';
import { getPromotion } from './getPromotion';
import { insertPromotion } from './insertPromotion';
import { isAbortRequested } from './isAbortRequested';
import { listPromotionBriefs } from './listPromotionBriefs';
import { listPromotions } from './listPromotions';
import { newestUlid } from './newestUlid';
import { noteStep } from './noteStep';
import { requestAbort } from './requestAbort';
import { saveStep } from './saveStep';
import { saveWaiting } from './saveWaiting';
import { startPromotion } from './startPromotion';

const T = new Date('2026-11-21T10:00:00.000Z');
const after = (seconds: number) => new Date(T.getTime() + seconds * 1000);
const DANA = { type: 'user', ref: 'user:default/dana' } as const;
const ulid = (number: number) => String(number).padStart(26, '0');
const collection = { 'Warehouse/main': 'f1' };

describe('promotions', () => {
  const databases = migratedDatabases();
  const pipelineId = 'p1';

  async function withPipeline(id: Parameters<typeof databases.create>[0]) {
    const knex = await databases.create(id);
    await createPipeline(knex, { id: 'p1', entity: entityOf('app'), now: T });
    return knex;
  }

  async function insert(
    knex: Knex,
    number: number,
    overrides: Parameters<typeof promotionOf>[2] = {},
  ) {
    const promotion = promotionOf(pipelineId, ulid(number), overrides);
    await knex.transaction(tx => insertPromotion(tx, { promotion }));
    return promotion;
  }

  async function claimOf(knex: Knex, promotionId: string) {
    const item = { kind: 'promotion' as const, pipelineId, name: promotionId };
    await pokeWorkItems(knex, { items: [item], at: T });
    const [claim] = await claimWorkItems(knex, {
      kind: 'promotion',
      limit: 1,
      token: 'token',
      worker: 'test',
      leaseMs: 30_000,
      now: T,
    });
    return claim;
  }

  const start = (knex: Knex, id: string) =>
    knex.transaction(tx => startPromotion(tx, { id, collection, now: T }));

  it.each(databases.ids)(
    'know which later one of their Stage has taken over a pull request, %p',
    async id => {
      const knex = await withPipeline(id);
      const taking = async (number: number, from: string, stage = 'dev') => {
        const url = `https://git.example.com/pull/${number}`;
        const one = promotionOf(pipelineId, ulid(number), { stage });
        one.stepStates[0].uses = 'git-open-pr';
        one.stepStates[0].record = { takes: { number, url, from } };
        await knex.transaction(tx => insertPromotion(tx, { promotion: one }));
        return one;
      };
      const first = await insert(knex, 1, { stage: 'dev' });
      const second = await taking(2, first.id);
      await taking(3, second.id);
      await taking(4, first.id, 'prod');
      const found = async (of: typeof first) => [
        ...(await findTakenPullRequests(knex, of)),
      ];
      expect(await found(first)).toEqual([
        ['https://git.example.com/pull/2', second.id],
      ]);
      expect(await found(second)).toHaveLength(1);
      expect(await found({ ...second, stage: 'none' })).toEqual([]);
    },
  );

  it.each(databases.ids)('come back as they were made, %p', async id => {
    const knex = await withPipeline(id);
    const promotion = await insert(knex, 1, {
      reason: 'because',
      rollback: true,
      holdIntent: 'hold',
      shard: 'eu',
      stage: 'a.b',
      gates: [{ code: 'Soaking', message: 'soaks', effect: 'wait' }],
    });
    expect(promotion.id).toBe(`a.b.${ulid(1)}.0000000`);
    expect(await getPromotion(knex, { id: promotion.id })).toEqual(promotion);
    expect(await getPromotion(knex, { id: 'none' })).toBeUndefined();
    expect(await newestUlid(knex, { pipelineId, stage: 'a.b' })).toBe(ulid(1));
    expect(await newestUlid(knex, { pipelineId, stage: 'dev' })).toBe(
      undefined,
    );
  });

  it.each(databases.ids)('run one at a time on a Stage, %p', async id => {
    const knex = await withPipeline(id);
    const first = await insert(knex, 1);
    const second = await insert(knex, 2);
    const elsewhere = await insert(knex, 3, { stage: 'uat' });
    expect(await start(knex, first.id)).toBe(true);
    expect(await start(knex, first.id)).toBe(false);
    await expect(start(knex, second.id)).rejects.toMatchObject({
      message: expect.stringMatching(/unique/i),
    });
    expect(await start(knex, elsewhere.id)).toBe(true);
    expect(await getPromotion(knex, { id: first.id })).toMatchObject({
      phase: 'Running',
      collection,
      startedAt: T.toISOString(),
    });
    await knex.transaction(tx =>
      endPromotion(tx, {
        id: first.id,
        phase: 'Succeeded',
        message: '',
        now: T,
      }),
    );
    expect(await start(knex, second.id)).toBe(true);
  });

  it.each(databases.ids)('keep what their steps did, %p', async id => {
    const knex = await withPipeline(id);
    const { id: promotionId } = await insert(knex, 1);
    const claim = await claimOf(knex, promotionId);
    await knex.transaction(async tx => {
      await saveStep(tx, {
        claim,
        promotionId,
        position: 1,
        patch: {
          status: 'Running',
          startedAt: T.toISOString(),
          message: 'pushing',
          errorCount: 1,
          output: { branch: 'main' },
        },
      });
      await noteStep(tx, { promotionId, position: 1, patch: { a: 1, b: 1 } });
      await noteStep(tx, { promotionId, position: 1, patch: { b: 2 } });
      const check = { uses: 'argocd-update', config: { apps: ['x'] } };
      await addHealthChecks(tx, { promotionId, checks: [check] });
      await addHealthChecks(tx, {
        promotionId,
        checks: [check, { uses: 'http', config: {} }],
      });
      await saveWaiting(tx, {
        id: promotionId,
        message: 'for a merge',
        gates: [],
      });
    });
    await saveStep(knex, {
      claim,
      promotionId,
      position: 1,
      patch: { message: undefined, status: 'Running' },
    });
    await expect(
      saveStep(knex, {
        claim: { ...claim, token: 'lost' },
        promotionId,
        position: 1,
        patch: { status: 'Succeeded' },
      }),
    ).rejects.toMatchObject({ name: 'ClaimLostError' });
    expect(await getPromotion(knex, { id: promotionId })).toMatchObject({
      message: 'for a merge',
      stepStates: [
        { status: 'Pending', record: {} },
        {
          status: 'Running',
          startedAt: T.toISOString(),
          message: undefined,
          errorCount: 1,
          output: { branch: 'main' },
          record: { a: 1, b: 2 },
        },
      ],
      healthChecks: [{ uses: 'argocd-update' }, { uses: 'http' }],
    });
    await expect(
      knex.transaction(tx =>
        noteStep(tx, { promotionId, position: 9, patch: {} }),
      ),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it.each(databases.ids)('end once, and abort when asked, %p', async id => {
    const knex = await withPipeline(id);
    const promotion = await insert(knex, 1);
    await start(knex, promotion.id);
    await saveStep(knex, {
      claim: await claimOf(knex, promotion.id),
      promotionId: promotion.id,
      position: 0,
      patch: { status: 'Running' },
    });
    expect(await isAbortRequested(knex, promotion)).toBe(false);
    const ask = { id: promotion.id, by: DANA, reason: 'wrong one', now: T };
    expect(await requestAbort(knex, ask)).toBe(true);
    expect(await requestAbort(knex, { ...ask, reason: 'again' })).toBe(false);
    expect(await isAbortRequested(knex, promotion)).toBe(true);

    const end = (phase: 'Aborted' | 'Succeeded') =>
      knex.transaction(tx =>
        endPromotion(tx, {
          id: promotion.id,
          phase,
          message: 'over',
          now: after(9),
        }),
      );
    expect(await end('Aborted')).toBe(true);
    expect(await end('Succeeded')).toBe(false);
    expect(await getPromotion(knex, { id: promotion.id })).toMatchObject({
      phase: 'Aborted',
      message: 'over',
      finishedAt: after(9).toISOString(),
      abortRequested: { by: DANA, at: T.toISOString(), reason: 'wrong one' },
      stepStates: [{ status: 'Aborted' }, { status: 'Pending' }],
    });
    expect(await requestAbort(knex, ask)).toBe(false);

    const pending = await insert(knex, 2);
    await requestAbort(knex, { ...ask, id: pending.id });
    expect(await start(knex, pending.id)).toBe(false);
  });

  it.each(databases.ids)('are listed newest first, %p', async id => {
    const knex = await withPipeline(id);
    for (const number of [1, 2, 3]) {
      await insert(knex, number);
    }
    const { id: other } = await insert(knex, 4, {
      stage: 'uat',
      createdBy: { type: 'policy', ref: 'auto-promotion' },
      holdIntent: 'resume',
    });
    const page = await listPromotions(knex, { pipelineId, limit: 3 });
    expect(page.items.map(it => it.id.split('.')[1])).toEqual(
      [4, 3, 2].map(ulid),
    );
    const rest = await listPromotions(knex, {
      pipelineId,
      limit: 3,
      cursor: page.nextCursor ?? undefined,
    });
    expect(rest.items).toHaveLength(1);
    expect(rest.nextCursor).toBeNull();
    await knex.transaction(tx =>
      endPromotion(tx, { id: other, phase: 'Failed', message: 'x', now: T }),
    );
    const unfinished = await listPromotions(knex, {
      pipelineId,
      unfinished: true,
      limit: 9,
    });
    expect(unfinished.items).toHaveLength(3);
    expect(
      await listPromotionBriefs(knex, { pipelineId, stage: 'uat' }),
    ).toEqual([
      {
        id: other,
        freight: promotionOf(pipelineId, '').freight,
        origin: 'Warehouse/main',
        phase: 'Failed',
        createdAt: '2026-11-21T10:00:00.000Z',
        finishedAt: T.toISOString(),
        rollback: false,
        holdIntent: 'resume',
        createdByType: 'policy',
        abortRequested: false,
        collection: undefined,
      },
    ]);
  });
});
