import { PromotionRecord } from '@waybill/backstage-plugin-waybill-common';
import { insertPromotion } from '../../../store/operations/promotions/insertPromotion';
import { lockStage } from '../../../store/operations/stages/lockStage';
import { saveStage } from '../../../store/operations/stages/saveStage';
import { promotionOf } from '../../../store/testing/fixtures';
import { CommandWorld, DANA } from '../../testing/commandWorld';
import { AT } from '../../testing/seed';
import { ALLOW, DENY } from '../../testing/startApi';

jest.setTimeout(60_000);

const world = CommandWorld.create();

let sequence = 0;

/** A promotion to a Stage that failed at its second step, and was the last one there. */
async function seedFailed(
  patch: Partial<PromotionRecord> = {},
): Promise<PromotionRecord> {
  const { knex } = world.api;
  const { pipelineId } = world;
  const freight = world.freight[0].id;
  const collection = { 'Warehouse/main': freight };
  const at = AT.toISOString();
  const promotion = promotionOf(pipelineId, `${sequence++}`.padStart(26, '0'), {
    project: pipelineId.slice(2),
    freight,
    collection,
    phase: 'Failed',
    startedAt: at,
    finishedAt: at,
    reason: 'release',
    ...patch,
  });
  const done = { startedAt: at, finishedAt: at };
  Object.assign(promotion.stepStates[0], done, { status: 'Succeeded' });
  Object.assign(promotion.stepStates[1], done, { status: 'Failed' });
  await knex.transaction(async tx => {
    const state = await lockStage(tx, { pipelineId, stage: promotion.stage });
    await insertPromotion(tx, { promotion });
    await saveStage(tx, {
      pipelineId,
      state: {
        ...state,
        lastPromotion: {
          id: promotion.id,
          phase: 'Failed',
          freight,
          collection,
          finishedAt: at,
        },
      },
    });
  });
  return promotion;
}

const retry = (id: string, body: object, key?: string) => {
  const test = world.api.asUser().post(`/promotions/${id}/retry`, body);
  return key ? test.set('Idempotency-Key', key) : test;
};

describe('try again', () => {
  it('says how it can be tried again, and does so from the failed step', async () => {
    const failed = await seedFailed();
    const view = await world.api.asUser().get(`/promotions/${failed.id}`);
    expect(view.body.retry).toEqual({
      step: 'step-2',
      failedStep: null,
      start: null,
    });
    // Its first step only cloned, and its second, a push, noted nothing.
    expect(view.body.effects).toEqual([]);
    const response = await retry(failed.id, { from: 'failed-step' });
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      retryOf: failed.id,
      retryFrom: 'failed-step',
      phase: 'Pending',
      createdBy: DANA,
      // Nobody said another.
      reason: 'release',
      steps: [
        { alias: 'step-1', status: 'Succeeded', ranBy: failed.id },
        { alias: 'step-2', status: 'Pending' },
      ],
    });
    expect(response.body.id).not.toBe(failed.id);
    expect(world.api.audited).toMatchObject([
      {
        eventId: 'promotion-retry',
        severity: 'medium',
        outcome: 'succeeded',
        meta: { promotionId: failed.id, from: 'failed-step', actor: DANA },
      },
    ]);
  });

  it('names on a promotion those that tried it again, newest first', async () => {
    const failed = await seedFailed();
    const retriedBy = async () =>
      (await world.api.asUser().get(`/promotions/${failed.id}`)).body.retriedBy;
    expect(await retriedBy()).toBeUndefined();
    const once = await retry(failed.id, { from: 'failed-step' });
    expect(await retriedBy()).toEqual([once.body.id]);
    const twice = await retry(failed.id, { from: 'start' });
    expect(await retriedBy()).toEqual([twice.body.id, once.body.id]);
  });

  it('starts anew with the steps that the Stage has now', async () => {
    const failed = await seedFailed();
    const response = await retry(failed.id, {
      from: 'start',
      reason: 'mended',
    });
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      retryFrom: 'start',
      reason: 'mended',
      steps: [{ uses: 'git-clone', status: 'Pending' }],
    });
    expect(response.body.steps).toHaveLength(1);
  });

  it('does not go on waiting for a pull request that was closed', async () => {
    const url = 'https://git.example.com/pull/7';
    const pr = { id: 7, url, open: false, merged: false };
    const seeded = promotionOf(world.pipelineId, 'x'.repeat(26), {});
    const [, waits] = seeded.stepStates;
    const failed = await seedFailed({
      stepStates: [
        seeded.stepStates[0],
        { ...waits, uses: 'git-wait-for-pr', output: { pr } },
      ],
    });
    const view = await world.api.asUser().get(`/promotions/${failed.id}`);
    const why = expect.stringMatching(
      /pull request #7 was closed without being merged.*start anew/,
    );
    expect(view.body.retry).toEqual({
      step: 'step-2',
      failedStep: why,
      start: null,
    });
    const refused = await retry(failed.id, { from: 'failed-step' });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toEqual(why);
    const anew = await retry(failed.id, { from: 'start' });
    expect(anew.status).toBe(201);
  });

  it('says why it cannot go on from the failed step, and lets it start anew', async () => {
    const failed = await seedFailed({ collection: undefined });
    const view = await world.api.asUser().get(`/promotions/${failed.id}`);
    const why = expect.stringMatching(/never started.*start anew/);
    expect(view.body.retry).toEqual({
      step: 'step-2',
      failedStep: why,
      start: null,
    });
    const response = await retry(failed.id, { from: 'failed-step' });
    expect(response.status).toBe(409);
    expect(response.body.error.message).toEqual(why);
    expect(world.api.audited).toMatchObject([{ outcome: 'failed' }]);
    expect((await retry(failed.id, { from: 'start' })).status).toBe(201);
  });

  it('checks the gates again: Freight that is not available any more is refused', async () => {
    const failed = await seedFailed({ stage: 'uat' });
    const response = await retry(failed.id, { from: 'start' });
    expect(response.status).toBe(409);
    expect(response.body.gates).toMatchObject([
      { code: 'NotVerifiedUpstream', effect: 'refuse' },
    ]);
  });

  it('answers the same request with the same key once', async () => {
    const failed = await seedFailed();
    const key = 'again';
    const first = await retry(failed.id, { from: 'start' }, key);
    const second = await retry(failed.id, { from: 'start' }, key);
    expect(second.body.id).toBe(first.body.id);
    const other = await retry(failed.id, { from: 'failed-step' }, key);
    expect(other.status).toBe(409);
    expect(other.body.error.message).toMatch(/used for another request/);
  });

  it.each([
    [false, 'waybill.stage.promote'],
    [true, 'waybill.stage.rollback'],
  ])('needs what the promotion needed, rollback %p', async (rollback, name) => {
    const failed = await seedFailed({ rollback });
    world.api.decide = ({ permission }) =>
      permission.name === name ? DENY : ALLOW;
    const response = await retry(failed.id, { from: 'start' });
    world.api.decide = () => ALLOW;
    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain(name);
  });

  it('knows nothing of a promotion that is not there, or did not fail', async () => {
    expect((await retry('dev.none.abc', { from: 'start' })).status).toBe(404);
    const { id } = await seedFailed({ phase: 'Succeeded' });
    const response = await retry(id, { from: 'start' });
    expect(response.status).toBe(409);
    expect(response.body.error.message).toMatch(/it succeeded/);
  });
});
