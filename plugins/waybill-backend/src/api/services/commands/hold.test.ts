import { lockStage } from '../../../store/operations/stages/lockStage';
import { saveStage } from '../../../store/operations/stages/saveStage';
import { CommandWorld, DANA } from '../../testing/commandWorld';
import { AT, seedRuns } from '../../testing/seed';

jest.setTimeout(60_000);

const world = CommandWorld.create();

describe('hold and resume', () => {
  const holds = async () => (await world.get()).body.stages[0].holds;

  it('holds what runs, by origin, with who and why, until somebody resumes', async () => {
    await seedRuns(world.api.knex, world.pipelineId, 'dev', [
      { freight: world.freight[0].id },
    ]);
    expect((await world.post('dev/hold', { reason: 'demo day' })).status).toBe(
      204,
    );
    expect(await holds()).toEqual([
      {
        origin: 'Warehouse/main',
        freight: world.freight[0].id,
        reason: 'demo day',
        by: DANA,
        createdAt: expect.any(String),
      },
    ]);
    expect((await world.post('dev/hold', { reason: 'still' })).status).toBe(
      204,
    );
    expect(await holds()).toMatchObject([{ reason: 'still' }]);
    expect((await world.post('dev/resume', {})).status).toBe(204);
    expect(await holds()).toEqual([]);
    expect((await world.trail()).map(it => it.action).sort()).toEqual([
      'stage.held',
      'stage.held',
      'stage.resumed',
    ]);
  });

  it('leaves the holds of other origins alone', async () => {
    await seedRuns(world.api.knex, world.pipelineId, 'dev', [
      { freight: world.freight[0].id },
    ]);
    await world.api.knex.transaction(async tx => {
      const state = await lockStage(tx, {
        pipelineId: world.pipelineId,
        stage: 'dev',
      });
      const old = {
        origin: 'Warehouse/old',
        freight: world.freight[1].id,
        reason: 'kept',
        by: { type: 'user' as const, ref: 'user:default/olga' },
        createdAt: AT.toISOString(),
      };
      await saveStage(tx, {
        pipelineId: world.pipelineId,
        state: { ...state, holds: [old] },
      });
    });
    await world.post('dev/hold', { origin: 'Warehouse/main', reason: 'x' });
    expect(await holds()).toMatchObject([{ reason: 'kept' }, { reason: 'x' }]);
    await world.post('dev/resume', { origin: 'Warehouse/main' });
    expect(await holds()).toMatchObject([{ reason: 'kept' }]);
  });

  it.each([
    ['dev', {}, 409, /Nothing runs in dev/],
    ['prod', {}, 409, /Auto-promotion is not on in prod/],
    ['dev', { origin: 'Warehouse/x' }, 400, /its origins: Warehouse\/main/],
  ])(
    'says why there is nothing to hold in %s %j',
    async (stage, extra, status, message) => {
      const response = await world.post(`${stage}/hold`, {
        reason: 'x',
        ...extra,
      });
      expect(response.status).toBe(status);
      expect(response.body.error.message).toMatch(message);
    },
  );
});
