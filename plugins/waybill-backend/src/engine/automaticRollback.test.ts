import { lockStage } from '../store/operations/stages/lockStage';
import { saveStage } from '../store/operations/stages/saveStage';
import { listPromotions } from '../store/operations/promotions/listPromotions';
import { definitionOf, stageOf } from '../store/testing/fixtures';
import { migratedDatabases } from '../store/testing/migratedDatabases';
import { Engine } from './createEngine';
import { DANA, PipelineUnderTest } from './testing/PipelineUnderTest';
import { eventually } from './testing/startTestEngine';

const POLICY = { type: 'policy', ref: 'automatic-rollback' };

describe('automatic rollback', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  async function start(id: (typeof databases.ids)[0][0]) {
    const knex = await databases.create(id);
    const line = await PipelineUnderTest.start(
      knex,
      engines,
      definitionOf('app', [stageOf('dev')], {
        promotionPolicies: [{ stageSelector: {}, autoPromotionEnabled: true }],
      }),
      world => {
        world.autoPromotion = true;
        world.automaticRollback = {
          on: ['FailedPromotion', 'FailedVerification'],
          maxAgeSeconds: 1200,
        };
      },
    );
    await line.verified('dev', line.freight);
    return { knex, line };
  }
  const promotionsOf = async (line: PipelineUnderTest) => {
    const { pipelineId, knex } = line;
    return (await listPromotions(knex, { pipelineId, limit: 50 })).items;
  };
  const rollbackIn = (line: PipelineUnderTest) =>
    eventually('the rollback', async () =>
      (await promotionsOf(line)).find(it => it.rollback && it.finishedAt),
    );

  it.each(databases.ids)(
    'answers a failed promotion once, and holds, %p',
    async id => {
      const { line } = await start(id);
      const good = line.freight;
      line.world.advance = async ({ promotion }) =>
        promotion.freight === good
          ? { type: 'finished', phase: 'Succeeded', message: 'done' }
          : { type: 'finished', phase: 'Failed', message: 'broken' };
      line.world.tags = ['1.0.0', '2.0.0'];
      await line.engine.pokeWarehouse(line.pipelineId, 'main');
      const rollback = await rollbackIn(line);
      expect(rollback).toMatchObject({
        freight: good,
        phase: 'Succeeded',
        createdBy: POLICY,
        reason: expect.stringMatching(/^Rolled back by itself: .*failed/),
      });
      const bad = await line.freightOfTag('2.0.0');
      const state = await line.verified('dev', good);
      expect(state.holds).toMatchObject([{ freight: good, by: POLICY }]);
      expect(state.rolledAwayFrom).toMatchObject([{ freight: bad.id }]);
      // Nor does newer Freight come while it is held, and nothing is rolled back twice.
      line.world.tags = ['1.0.0', '2.0.0', '3.0.0'];
      await line.engine.pokeWarehouse(line.pipelineId, 'main');
      await line.freightOfTag('3.0.0');
      await new Promise(resolve => setTimeout(resolve, 1_000));
      expect((await promotionsOf(line)).map(it => it.phase)).toEqual([
        'Succeeded',
        'Failed',
        'Succeeded',
      ]);
    },
  );

  it.each(databases.ids)(
    'answers a failed verification, and what it rolled away from comes back only when a person promotes it, %p',
    async id => {
      const { knex, line } = await start(id);
      const { pipelineId } = line;
      const good = line.freight;
      // Nobody sees whether it is healthy, so that it is not verified by health alone.
      line.world.health = { status: 'Progressing', issues: [] };
      line.world.advance = async ({ journal }) => {
        await journal.addHealthChecks([{ uses: 'argocd-update', config: {} }]);
        return { type: 'finished', phase: 'Succeeded', message: 'done' };
      };
      line.world.tags = ['1.0.0', '2.0.0'];
      await line.engine.pokeWarehouse(pipelineId, 'main');
      const bad = await line.freightOfTag('2.0.0');
      await eventually('2.0.0 to run', async () => {
        const state = await line.stateOf('dev');
        return state?.current[0].freight === bad.id;
      });
      await knex.transaction(async tx => {
        const state = await lockStage(tx, { pipelineId, stage: 'dev' });
        const finishedAt = new Date().toISOString();
        await saveStage(tx, {
          pipelineId,
          state: { ...state, verification: { phase: 'Failed', finishedAt } },
        });
      });
      await line.engine.pokeStage(pipelineId, 'dev');
      expect(await rollbackIn(line)).toMatchObject({
        freight: good,
        createdBy: POLICY,
        reason: expect.stringContaining('was not verified'),
      });
      const rolledAway = async () =>
        (await line.stateOf('dev'))?.rolledAwayFrom?.map(it => it.freight);
      expect(await rolledAway()).toEqual([bad.id]);
      await line.ended(await line.promote({ freight: bad.id, actor: DANA }));
      expect(await rolledAway()).toEqual([]);
    },
  );
});
