import { PromotionStepState } from '@waybill/backstage-plugin-waybill-common';
import { insertPromotion } from '../../../store/operations/promotions/insertPromotion';
import { requestAbort } from '../../../store/operations/promotions/requestAbort';
import { listReviews } from '../../../store/operations/reviews/listReviews';
import { promotionOf } from '../../../store/testing/fixtures';
import { CommandWorld } from '../../testing/commandWorld';
import { AT } from '../../testing/seed';
import { DENY } from '../../testing/startApi';

jest.setTimeout(60_000);

const world = CommandWorld.create();
let ulids = 0;

/** A running Promotion whose step waits for the word of some people. */
async function waiting(
  rules: object = { approvers: [], minApprovals: 1 },
  state: Partial<PromotionStepState> = {},
) {
  ulids += 1;
  const promotion = promotionOf(
    world.pipelineId,
    String(ulids).padStart(26, '0'),
    {
      entityRef: world.entityRef,
      freight: world.freight[0].id,
      phase: 'Running',
      startedAt: AT.toISOString(),
      steps: [{ uses: 'wait-for-approval', as: 'sign', vars: [], config: {} }],
      stepStates: [
        {
          alias: 'sign',
          uses: 'wait-for-approval',
          status: 'Running',
          errorCount: 0,
          record: { asksFor: { ...rules } as never },
          ...state,
        },
      ],
    },
  );
  await world.api.knex.transaction(tx => insertPromotion(tx, { promotion }));
  const { id } = promotion;
  return {
    id,
    sign: (name: string, body: object = { decision: 'approve' }) =>
      world.api.asUser(name).post(`/promotions/${id}/reviews`, body),
    said: async () =>
      (
        await listReviews(world.api.knex, {
          pipelineId: world.pipelineId,
          promotion: id,
          alias: 'sign',
        })
      ).map(({ user, decision, reason }) => [user, decision, reason]),
  };
}

describe('review', () => {
  it('writes down who said what and why, once, and wakes the Promotion', async () => {
    const { id, sign, said } = await waiting();
    const response = await sign('ada', { decision: 'approve', reason: 'fine' });
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      id,
      phase: 'Running',
      asksFor: { step: 'sign', approvers: [], minApprovals: 1 },
    });
    expect((await sign('ada')).status).toBe(201);
    const { body } = await world.api.asUser('ada').get(`/promotions/${id}`);
    const [kind, ...name] = world.entityRef.split(/[:/]/);
    const pipeline = await world.api
      .asUser('ada')
      .get(`/pipelines/${kind}/${name.join('/')}`);
    const listed = pipeline.body.promotions.find(
      (one: { id: string }) => one.id === id,
    );
    for (const { reviews } of [response.body, body, listed]) {
      expect(reviews).toEqual([
        {
          step: 'sign',
          user: 'user:default/ada',
          decision: 'approve',
          reason: 'fine',
          at: expect.stringMatching(/Z$/),
        },
      ]);
    }
    expect(await said()).toEqual([['user:default/ada', 'approve', 'fine']]);
    expect(await world.trail()).toMatchObject([
      {
        action: 'promotion.approved',
        actor: { type: 'user', ref: 'user:default/ada' },
        subject: id,
        detail: { step: 'sign', reason: 'fine' },
      },
    ]);
    expect(await world.due()).toContain(`promotion/${id}`);
    expect(world.api.audited[0]).toMatchObject({
      eventId: 'promotion-review',
      severity: 'high',
      outcome: 'succeeded',
      meta: { promotionId: id, decision: 'approve' },
    });
  });

  it('keeps what somebody said before they changed their mind', async () => {
    const { sign, said } = await waiting();
    await sign('ada');
    await sign('ada', { decision: 'reject', reason: 'wait' });
    expect(await said()).toEqual([
      ['user:default/ada', 'approve', undefined],
      ['user:default/ada', 'reject', 'wait'],
    ]);
  });

  it('is by people who are asked', async () => {
    const { sign, said } = await waiting({
      approvers: [{ claim: 'user', value: 'mira' }],
      minApprovals: 1,
    });
    const refused = await sign('ada');
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toBe(
      'Step "sign" does not ask user:default/ada, but mira',
    );
    expect((await sign('mira')).status).toBe(201);
    expect(await said()).toEqual([['user:default/mira', 'approve', undefined]]);
  });

  it('is by somebody else than who asked, where the step says so', async () => {
    const { sign } = await waiting({
      approvers: [],
      minApprovals: 1,
      excluded: 'user:default/dana',
    });
    expect((await sign('dana')).status).toBe(403);
    expect((await sign('ada')).status).toBe(201);
  });

  it('is never by a service, and needs a permission', async () => {
    const { id, sign, said } = await waiting();
    const byService = await world.api
      .asService('bot')
      .post(`/promotions/${id}/reviews`, { decision: 'approve' });
    expect(byService.status).toBe(403);
    expect(byService.body.error.message).toBe(
      'A service never signs a Promotion; a person has to',
    );
    const { decide } = world.api;
    world.api.decide = ({ permission }) =>
      permission.name === 'waybill.promotion.review'
        ? DENY
        : decide({ permission });
    const denied = await sign('ada');
    world.api.decide = decide;
    expect(denied.status).toBe(403);
    expect(denied.body.error.message).toMatch(/waybill.promotion.review/);
    expect(await said()).toEqual([]);
  });

  it.each([
    ['a step that has ended', { status: 'Succeeded' as const }],
    ['a step that asks for nothing', { record: {} }],
  ])('is not for %s', async (_, state) => {
    const { sign } = await waiting(undefined, state);
    const response = await sign('ada');
    expect(response.status).toBe(409);
    expect(response.body.error.message).toMatch(
      /No step .* waits for approval/,
    );
  });

  it('is not for a Promotion that is being aborted, nor for another step', async () => {
    const { id, sign } = await waiting();
    expect(
      (await sign('ada', { decision: 'approve', step: 'other' })).status,
    ).toBe(409);
    await world.api.knex.transaction(tx =>
      requestAbort(tx, { id, by: { type: 'user', ref: 'u' }, now: AT }),
    );
    expect((await sign('ada')).status).toBe(409);
    const aborting = await world.api.asUser('ada').get(`/promotions/${id}`);
    expect(aborting.body).not.toHaveProperty('asksFor');
    expect((await sign('ada', { decision: 'maybe' })).status).toBe(400);
  });
});
