import { Knex } from 'knex';
import { entityOf, promotionOf } from '../../testing/fixtures';
import { migratedDatabases } from '../../testing/migratedDatabases';
import { createPipeline } from '../pipelines/createPipeline';
import { findDeliveriesTo } from '../stages/findDeliveriesTo';
import { lockStage } from '../stages/lockStage';
import { saveStage } from '../stages/saveStage';
import { insertPromotion } from './insertPromotion';
import { noteStep } from './noteStep';
import { reserveIdempotencyKey } from './reserveIdempotencyKey';
import { startPromotion } from './startPromotion';

const T = new Date('2026-11-21T10:00:00.000Z');
const after = (seconds: number) => new Date(T.getTime() + seconds * 1000);
const ulid = (number: number) => String(number).padStart(26, '0');
const collection = { 'Warehouse/main': 'f1' };

describe('promotions by key and by Application', () => {
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

  const start = (knex: Knex, id: string) =>
    knex.transaction(tx => startPromotion(tx, { id, collection, now: T }));

  it.each(databases.ids)('are made once by a key, for a day, %p', async id => {
    const knex = await withPipeline(id);
    const reserve = (options: {
      fingerprint?: string;
      promotionId: string;
      now?: Date;
    }) =>
      knex.transaction(tx =>
        reserveIdempotencyKey(tx, {
          scope: 'dana/dev',
          key: 'k',
          fingerprint: 'a',
          now: T,
          ...options,
        }),
      );
    expect(await reserve({ promotionId: 'x' })).toBeUndefined();
    expect(await reserve({ promotionId: 'y' })).toBe('x');
    await expect(
      reserve({ promotionId: 'y', fingerprint: 'b' }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await reserve({ promotionId: 'y', now: after(24 * 3600 - 1) })).toBe(
      'x',
    );
    expect(
      await reserve({ promotionId: 'z', now: after(24 * 3600) }),
    ).toBeUndefined();
  });

  it.each(databases.ids)('are found by an Application, %p', async id => {
    const knex = await withPipeline(id);
    const running = await insert(knex, 1);
    await start(knex, running.id);
    await knex.transaction(async tx => {
      await noteStep(tx, {
        promotionId: running.id,
        position: 1,
        patch: { apps: [{ name: 'web-dev' }] },
      });
      const state = await lockStage(tx, { pipelineId, stage: 'prod' });
      await saveStage(tx, {
        pipelineId,
        state: {
          ...state,
          healthChecks: [
            { uses: 'argocd-update', config: { app: 'web-prod' } },
          ],
        },
      });
    });
    const find = (...applications: string[]) =>
      findDeliveriesTo(knex, { applications });
    expect(await find('web-dev')).toEqual([
      { kind: 'promotion', pipelineId, name: running.id },
    ]);
    expect(await find('web-prod')).toEqual([
      { kind: 'stage', pipelineId, name: 'prod' },
    ]);
    expect(await find('web', '%', 'eb-prod')).toEqual([]);
    const many = Array.from({ length: 50 }, (_, n) => `other-${n}`);
    expect(await find(...many, 'web-prod')).toHaveLength(1);
  });
});
