import { StageState } from '@waybill/backstage-plugin-waybill-common';
import { getFreight } from '../../store/operations/freight/getFreight';
import { listHistory } from '../../store/operations/stages/listHistory';
import { migratedDatabases } from '../../store/testing/migratedDatabases';
import { Engine } from '../createEngine';
import { PipelineUnderTest } from '../testing/PipelineUnderTest';
import { eventually } from '../testing/startTestEngine';
import { testContext } from '../testing/testContext';
import { transact } from '../transact';
import { supersedeVerification } from './supersedeVerification';

const UNHEALTHY = {
  status: 'Unhealthy' as const,
  issues: ['app is at a1b2c3d, not at e4f5a6b as promoted'],
};
const SYNCING = {
  status: 'Progressing' as const,
  issues: ['app is syncing to a1b2c3d'],
};

describe('a Promotion to a Stage that is not Healthy', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  it.each(databases.ids)(
    'ends the verification that waited for health, and is not told as ill health while it runs, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const { world, pipelineId } = line;
      let end: 'Succeeded' | 'Failed' | undefined = 'Succeeded';
      world.advance = async turn => {
        await turn.journal.addHealthChecks([
          { uses: 'argocd-update', config: { apps: [] } },
        ]);
        return end
          ? { type: 'finished', phase: end, message: end }
          : {
              type: 'waiting',
              at: new Date(turn.now.getTime() + 3_600_000),
              message: 'syncing',
            };
      };
      world.health = UNHEALTHY;
      world.healthWhilePromoting = SYNCING;
      const healthOf = async () => (await line.stateOf('dev'))?.health;
      const health = (status: string) =>
        eventually(`dev ${status}`, async () => {
          const now = await healthOf();
          return now?.status === status && now;
        });

      const first = await line.ended(await line.promote());
      expect(await health('Unhealthy')).toEqual(UNHEALTHY);
      expect((await line.stateOf('dev'))?.verification).toEqual({
        phase: 'Pending',
      });

      end = undefined;
      const second = await line.promote();
      await eventually('it to run', async () => world.turns.length > 1);
      await line.engine.pokeStage(pipelineId, 'dev');
      expect(await health('Progressing')).toEqual(SYNCING);

      end = 'Failed';
      await line.engine.pokePromotion(second.id);
      await line.ended(second);
      expect(await health('Unhealthy')).toEqual(UNHEALTHY);
      const message = `Superseded by ${second.id}, which failed before what ran was verified; roll back to what runs, or promote it again, to have it verified`;
      expect((await line.stateOf('dev'))?.verification).toMatchObject({
        id: first.id,
        phase: 'Aborted',
        message,
      });
      const [freight] = await getFreight(knex, {
        pipelineId,
        ids: [line.freight],
      });
      expect(freight.status.failedIn).toMatchObject({
        dev: { phase: 'Aborted', message },
      });
      const { items } = await listHistory(knex, {
        pipelineId,
        stage: 'dev',
        limit: 9,
      });
      expect(items).toMatchObject([
        { promotion: first.id, verifications: [{ phase: 'Aborted' }] },
      ]);

      // What comes next is verified as ever.
      world.health = { status: 'Healthy', issues: [] };
      world.healthWhilePromoting = undefined;
      end = 'Succeeded';
      await line.ended(await line.promote());
      await line.verified('dev', line.freight);
    },
  );

  it.each(databases.ids)(
    'leaves a verdict as it was, and says why no mark will follow from it, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const { world, pipelineId } = line;
      world.health = UNHEALTHY;
      world.advance = async turn => {
        await turn.journal.addHealthChecks([
          { uses: 'argocd-update', config: { apps: [] } },
        ]);
        return { type: 'finished', phase: 'Succeeded', message: '' };
      };
      const { id: promotion } = await line.ended(await line.promote());
      const state: StageState = {
        ...(await line.stateOf('dev'))!,
        verification: { id: promotion, phase: 'Successful', marked: false },
      };
      const after = await transact(
        testContext(knex, world),
        undefined,
        transaction =>
          supersedeVerification(transaction, {
            promotion: { id: 'dev.02.f2', pipelineId, stage: 'dev' },
            collection: {},
            state,
            phase: 'Failed',
          }),
      );
      expect(after).toEqual(state);
      const [freight] = await getFreight(knex, {
        pipelineId,
        ids: [line.freight],
      });
      expect(freight.status.failedIn?.dev).toMatchObject({
        phase: 'Aborted',
        message: expect.stringMatching(/^Superseded by dev\.02\.f2/),
      });
    },
  );
});
