import { Freight } from '@waybill/backstage-plugin-waybill-common';
import { endPromotion } from '../../store/operations/promotions/endPromotion';
import { insertPromotion } from '../../store/operations/promotions/insertPromotion';
import { freightOf, promotionOf } from '../../store/testing/fixtures';
import { CommandWorld, DANA } from '../testing/commandWorld';
import { AT, seedFreight } from '../testing/seed';

jest.setTimeout(60_000);

const world = CommandWorld.create();

describe('approve', () => {
  it('makes Freight available, once, with who and why', async () => {
    const request = { freight: world.freight[0].alias, reason: 'hotfix' };
    expect((await world.post('prod/approvals', request)).status).toBe(201);
    expect((await world.post('prod/approvals', request)).status).toBe(201);
    const { body } = await world.get();
    const approved = body.freight.find(
      (it: Freight) => it.id === world.freight[0].id,
    );
    expect(approved.approvedFor).toEqual([
      {
        stage: 'prod',
        approvedAt: expect.any(String),
        by: DANA,
        reason: 'hotfix',
      },
    ]);
    expect(await world.trail()).toMatchObject([
      { action: 'freight.approved', actor: DANA, subject: world.freight[0].id },
    ]);
    expect(await world.due()).toContain('stage/prod');
    const promoted = await world.post('prod/promotions', {
      freight: world.freight[0].id,
    });
    expect(promoted.status).toBe(201);
  });

  it('refuses Freight that the Stage does not take', async () => {
    const other = await seedFreight(world.api.knex, world.pipelineId, {
      ...freightOf(9, AT),
      warehouse: 'base',
    });
    const response = await world.post('prod/approvals', { freight: other.id });
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/Warehouse base/);
  });
});

describe('Freight that a request names', () => {
  const promote = (freight: string) =>
    world.post('dev/promotions', { freight });

  it('is found by its name, its alias, and a version that it alone carries', async () => {
    const [{ id, alias, images }] = world.freight;
    for (const named of [id, alias, images[0].tag]) {
      const response = await promote(named);
      expect([named, response.status]).toEqual([named, 201]);
      expect(response.body.freight).toBe(id);
    }
  });

  it('is not chosen among several that carry the version', async () => {
    const [{ images, alias }] = world.freight;
    const again = await seedFreight(world.api.knex, world.pipelineId, {
      ...freightOf(9, AT),
      images,
    });
    const { status, body } = await promote(images[0].tag);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/has 2 Freight with 1\.0\.\d+, so/);
    expect(body.error.message).toContain(alias);
    expect(body.error.message).toContain(again.alias);
  });

  it('is missed with what was expected and what there is', async () => {
    const { status, body } = await promote('9.9.9');
    expect(status).toBe(404);
    expect(body.error.message).toMatch(
      /has no Freight '9\.9\.9'; expected its name .* its alias, or a version/,
    );
    for (const { alias, images } of world.freight) {
      expect(body.error.message).toContain(`${alias} (${images[0].tag})`);
    }
  });
});

describe('abort', () => {
  it('says what the Promotion has done so far, which stays', async () => {
    const pushed = { commit: 'c'.repeat(40), branch: 'main', repoURL: 'r' };
    const promotion = promotionOf(
      world.pipelineId,
      '0000000000000000000000ABRT',
      {
        entityRef: world.entityRef,
        freight: world.freight[0].id,
        phase: 'Running',
        startedAt: AT.toISOString(),
        steps: [{ uses: 'git-push', as: 'push', vars: [], config: {} }],
        stepStates: [
          {
            alias: 'push',
            uses: 'git-push',
            status: 'Succeeded',
            startedAt: AT.toISOString(),
            errorCount: 0,
            record: {},
            output: pushed,
          },
        ],
      },
    );
    await world.api.knex.transaction(tx => insertPromotion(tx, { promotion }));
    const { status, body } = await world.api
      .asUser('olga')
      .post(`/promotions/${promotion.id}/abort`, {});
    expect(status).toBe(202);
    expect(body.effects).toEqual([
      { step: 'push', certain: true, text: 'pushed ccccccc to main of r' },
    ]);
    await world.api.knex.transaction(tx =>
      endPromotion(tx, {
        id: promotion.id,
        phase: 'Aborted',
        message: 'as asked',
        now: AT,
      }),
    );
  });

  it('asks once, and an ended Promotion is a conflict', async () => {
    const { body: promotion } = await world.post('dev/promotions', {
      freight: world.freight[0].id,
    });
    const abort = () =>
      world.api
        .asUser('olga')
        .post(`/promotions/${promotion.id}/abort`, { reason: 'wrong one' });
    expect((await abort()).status).toBe(202);
    expect((await abort()).status).toBe(202);
    const asked = (await world.trail()).filter(it =>
      it.action.includes('abort-requested'),
    );
    expect(asked).toMatchObject([
      { actor: { ref: 'user:default/olga' }, detail: { reason: 'wrong one' } },
    ]);

    const { body: other } = await world.post('dev/promotions', {
      freight: world.freight[0].id,
    });
    await world.api.knex.transaction(tx =>
      endPromotion(tx, {
        id: other.id,
        phase: 'Failed',
        message: 'no',
        now: AT,
      }),
    );
    const late = await world.api
      .asUser()
      .post(`/promotions/${other.id}/abort`, {});
    expect(late.status).toBe(409);
    expect(late.body.error.message).toMatch(/ended already: Failed/);
    expect((await world.api.asUser().get('/promotions/nope')).status).toBe(404);
  });
});

describe('refresh', () => {
  it('moves forward what is due', async () => {
    const send = (path: string) =>
      world.api.asUser().post(`${world.url}${path}`);
    expect((await send('/refresh')).status).toBe(202);
    expect((await send('/warehouses/main/refresh')).status).toBe(202);
    expect((await send('/stages/dev/refresh')).status).toBe(202);
    expect((await world.due()).sort()).toEqual([
      'definition/',
      'stage/dev',
      'warehouse/main',
    ]);
    expect(world.api.audited.map(it => [it.eventId, it.outcome])).toEqual([
      ['pipeline-refresh', 'succeeded'],
      ['warehouse-refresh', 'succeeded'],
      ['stage-refresh', 'succeeded'],
    ]);
  });
});
