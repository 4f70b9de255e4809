import { freightOf } from '../../../store/testing/fixtures';
import { CommandWorld, DANA } from '../../testing/commandWorld';
import { AT, seedFreight, seedRuns } from '../../testing/seed';

jest.setTimeout(60_000);

const world = CommandWorld.create();

describe('roll back', () => {
  it('brings back what ran before, when nothing is chosen', async () => {
    await seedRuns(
      world.api.knex,
      world.pipelineId,
      'prod',
      world.freight.map(it => ({ freight: it.id })),
    );
    const { body: before } = await world.get();
    expect(before.stages[2].rollbackTo).toBe(world.freight[1].id);
    expect(before.stages[2].ranOther).toBe(true);
    const response = await world.post('prod/rollback', { reason: 'errors' });
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      freight: world.freight[1].id,
      rollback: true,
      reason: 'errors',
      createdBy: DANA,
      // Neither verified upstream nor soaked, and it does not matter.
      gates: [],
    });
    expect(world.api.audited).toMatchObject([
      { eventId: 'stage-rollback', severity: 'high', outcome: 'succeeded' },
    ]);
  });

  it('goes back once, however often it is asked with the same key', async () => {
    const [one, two, three] = world.freight.map(it => it.id);
    await seedRuns(world.api.knex, world.pipelineId, 'prod', [
      { freight: one },
      { freight: two },
      { freight: three },
    ]);
    const ask = (key: string, body: object) =>
      world.post('prod/rollback', body).set('Idempotency-Key', key);
    const first = await ask('k1', { reason: 'errors' });
    expect([first.status, first.body.freight]).toEqual([201, two]);
    await seedRuns(world.api.knex, world.pipelineId, 'prod', [
      { freight: two, rollback: true, promotion: first.body.id },
    ]);
    // By now the choice would be another one.
    const { body: view } = await world.get();
    expect(view.stages[2].rollbackTo).toBe(one);
    const again = await ask('k1', { reason: 'errors' });
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);

    const chosen = { freight: one, reason: 'errors' };
    const other = await ask('k1', chosen);
    expect(other.status).toBe(409);
    const second = await ask('k2', chosen);
    expect([second.status, second.body.freight]).toEqual([201, one]);
    expect((await ask('k2', chosen)).body.id).toBe(second.body.id);
  });

  it('is told of by the Freight that it went back from', async () => {
    const [one, two, three] = world.freight.map(it => it.id);
    await seedRuns(world.api.knex, world.pipelineId, 'prod', [
      { freight: two },
      { freight: three },
    ]);
    const { body } = await world.post('prod/rollback', { reason: 'errors' });
    expect(body.freight).toBe(two);
    await seedRuns(world.api.knex, world.pipelineId, 'prod', [
      { freight: two, rollback: true, promotion: body.id },
    ]);
    const setback = {
      kind: 'RolledBack',
      promotion: body.id,
      at: expect.any(String),
      by: DANA,
      reason: 'errors',
    };
    const { body: view } = await world.get();
    expect(view.stages[2].next).toMatchObject({ freight: three, setback });
    const gates = (freight: string) =>
      world.get(`/stages/prod/gates?freight=${freight}`);
    expect((await gates(three)).body).toMatchObject({ setback });
    expect((await gates(one)).body).not.toHaveProperty('setback');
  });

  it('can be looked at before, by the gates of a rollback', async () => {
    const [one, two, three] = world.freight.map(it => it.id);
    await seedRuns(world.api.knex, world.pipelineId, 'prod', [
      { freight: two },
      { freight: three },
    ]);
    const preview = (freight: string, rollback?: boolean) =>
      world.post('prod/preview', { freight, rollback });
    // Neither verified upstream nor soaked.
    expect((await preview(two)).body.gates).toMatchObject([
      { code: 'NotVerifiedUpstream' },
    ]);
    const { status, body } = await preview(two, true);
    expect([status, body.gates]).toEqual([200, []]);
    expect((await preview(one, true)).status).toBe(409);

    const other = await world.post('prod/rollback', {
      freight: two,
      reason: 'errors',
      preview: 'of something else',
    });
    expect(other.status).toBe(409);
    expect(other.body.error.message).toMatch(/changed since the preview/);
  });

  it('says so when there is nothing, or when what is chosen never ran here', async () => {
    const nothing = await world.post('prod/rollback', { reason: 'errors' });
    expect(nothing.status).toBe(409);
    expect(nothing.body.error.message).toMatch(/nothing to roll prod back to/);
    await seedRuns(world.api.knex, world.pipelineId, 'prod', [
      { freight: world.freight[0].id },
    ]);
    const chosen = await world.post('prod/rollback', {
      freight: world.freight[1].alias,
      reason: 'errors',
    });
    expect(chosen.status).toBe(409);
    expect(chosen.body.error.message).toMatch(
      new RegExp(`${world.freight[1].alias} has never run in prod`),
    );
  });

  it('of one of several origins leaves the others out of it', async () => {
    const base = [];
    for (const count of [21, 22]) {
      base.push(
        await seedFreight(world.api.knex, world.pipelineId, {
          ...freightOf(count, AT),
          warehouse: 'base',
        }),
      );
    }
    const [one, two] = world.freight.map(it => it.id);
    const [x1, x2] = base.map(it => it.id);
    const both = (main: string, other: string, brought: string) => ({
      freight: brought,
      collection: { 'Warehouse/main': main, 'Warehouse/base': other },
    });
    await seedRuns(world.api.knex, world.pipelineId, 'pair', [
      both(one, x1, one),
      both(two, x1, two),
      both(two, x2, x2),
      { ...both(one, x2, one), rollback: true },
    ]);
    // `two` was rolled back from, however many Promotions of the other origin lay between.
    const main = await world.post('pair/rollback', {
      origin: 'Warehouse/main',
      reason: 'errors',
    });
    expect(main.status).toBe(409);
    const wrong = await world.post('pair/rollback', {
      origin: 'Warehouse/nope',
      reason: 'errors',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toMatch(
      /'Warehouse\/nope'; its origins: Warehouse\/main, Warehouse\/base/,
    );
    const mixed = await world.post('pair/rollback', {
      origin: 'Warehouse/main',
      freight: x2,
      reason: 'errors',
    });
    expect(mixed.status).toBe(400);
  });
});
