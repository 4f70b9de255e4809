import { freightOf } from '../../../store/testing/fixtures';
import { CommandWorld, DANA, HOUR_MS } from '../../testing/commandWorld';
import { AT, seedFreight, seedRuns } from '../../testing/seed';

jest.setTimeout(60_000);

const world = CommandWorld.create();

describe('promote', () => {
  it('makes a Promotion with who and why, by id or alias, and has the Stage looked at', async () => {
    const response = await world.post('dev/promotions', {
      freight: world.freight[2].alias,
      reason: 'release',
    });
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      entityRef: world.entityRef,
      stage: 'dev',
      freight: world.freight[2].id,
      phase: 'Pending',
      createdBy: DANA,
      reason: 'release',
      rollback: false,
      gates: [],
      steps: [{ uses: 'git-clone', status: 'Pending', output: null }],
    });
    expect(await world.due()).toContain('stage/dev');
    const again = await world.api
      .asUser()
      .get(`/promotions/${response.body.id}`);
    expect(again.body).toEqual({ ...response.body, effects: [] });
    expect(world.api.audited).toEqual([
      {
        eventId: 'promotion-create',
        severity: 'medium',
        outcome: 'succeeded',
        meta: expect.objectContaining({
          stage: 'dev',
          actor: DANA,
          reason: 'release',
        }),
      },
    ]);
  });

  it('answers 409 with the gates that refuse', async () => {
    const response = await world.post('uat/promotions', {
      freight: world.freight[0].id,
    });
    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({
      error: {
        name: 'ConflictError',
        message: expect.stringContaining('not yet verified in dev'),
      },
      gates: [{ code: 'NotVerifiedUpstream', effect: 'refuse' }],
      response: { statusCode: 409 },
    });
    expect(world.api.audited).toMatchObject([{ outcome: 'failed' }]);
    const { body } = await world.get(`/promotions`);
    expect(body.items).toEqual([]);
  });

  it('lets in what only waits, with what it waits for', async () => {
    await seedRuns(world.api.knex, world.pipelineId, 'dev', [
      { freight: world.freight[0].id },
    ]);
    await world.api
      .knex('freight_stages')
      .update({ currently_since: Date.now() });
    const response = await world.post('uat/promotions', {
      freight: world.freight[0].id,
    });
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      phase: 'Pending',
      gates: [{ code: 'Soaking', effect: 'wait', until: expect.any(String) }],
    });
  });

  it('knows Freight that is older than everything a decision looks at', async () => {
    for (let count = 10; count < 115; count++) {
      const at = new Date(AT.getTime() + count * HOUR_MS);
      await seedFreight(world.api.knex, world.pipelineId, freightOf(count, at));
    }
    const gates = await world.get(
      `/stages/dev/gates?freight=${world.freight[0].alias}`,
    );
    expect(gates.body).toEqual({
      stage: 'dev',
      freight: world.freight[0].id,
      gates: [],
    });
    const response = await world.post('dev/promotions', {
      freight: world.freight[0].id,
    });
    expect(response.status).toBe(201);
  });

  it('answers a repeated request with the Promotion of the first, whatever has changed since', async () => {
    const send = (body: object, as = 'dana') =>
      world.api
        .asUser(as)
        .post(`${world.url}/stages/dev/promotions`, body)
        .set('Idempotency-Key', 'k1');
    const body = { freight: world.freight[1].id, reason: 'once' };
    const first = await send(body);
    expect(first.status).toBe(201);
    await world.api.knex('freight').update({
      rejected_json: JSON.stringify({ at: AT, by: DANA, reason: 'bad' }),
    });
    const second = await send(body);
    expect([second.status, second.body.id]).toEqual([201, first.body.id]);
    const byAlias = await send({ ...body, freight: world.freight[1].alias });
    expect(byAlias.body.id).toBe(first.body.id);

    const other = await send({ ...body, reason: 'twice' });
    expect(other.status).toBe(409);
    expect(other.body.error.message).toMatch(/'k1' was used for another/);
    // Another person's key is another key, and for them the gates count.
    expect((await send(body, 'olga')).body.gates).toMatchObject([
      { code: 'Rejected' },
    ]);
    const list = await world.get(`/promotions`);
    expect(list.body.items).toHaveLength(1);
  });

  it('answers 404 for unknown Freight', async () => {
    for (const call of [
      world.post('dev/promotions', { freight: 'shy-yak' }),
      world.post('dev/preview', { freight: 'shy-yak' }),
      world.post('dev/approvals', { freight: 'shy-yak' }),
      world.post('dev/rollback', { freight: 'shy-yak', reason: 'bad' }),
      world.get(`/stages/dev/gates?freight=shy-yak`),
    ]) {
      const { status, body } = await call;
      expect(status).toBe(404);
      expect(body.error.message).toContain("no Freight 'shy-yak'");
    }
  });
});
