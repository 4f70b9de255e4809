import { StageVerification } from '@waybill/backstage-plugin-waybill-common';
import { listStages } from '../../../store/operations/stages/listStages';
import { lockStage } from '../../../store/operations/stages/lockStage';
import { saveStage } from '../../../store/operations/stages/saveStage';
import { saveVerification } from '../../../store/operations/stages/saveVerification';
import { CommandWorld, DANA } from '../../testing/commandWorld';
import { seedRuns } from '../../testing/seed';

jest.setTimeout(60_000);

const world = CommandWorld.create();
const RUN = {
  id: 'dev.01.f1',
  startedAt: '2026-11-19T14:00:00.000Z',
  analysisRun: { namespace: 'app', name: 'dev.01.f1' },
};
const FAILED: StageVerification = {
  ...RUN,
  phase: 'Failed',
  message: 'Metric "smoke" failed',
  finishedAt: '2026-11-19T14:01:00.000Z',
};

describe('verifying again, and ending a verification', () => {
  const stateOfDev = async () => {
    const { knex } = world.api;
    return (await listStages(knex, world)).get('dev')!;
  };
  async function given(
    verification: StageVerification | null,
    more: { health?: 'Progressing'; lastPhase?: 'Failed' } = {},
  ) {
    const { pipelineId } = world;
    const { knex } = world.api;
    await seedRuns(knex, pipelineId, 'dev', [{ freight: world.freight[0].id }]);
    await knex.transaction(async tx => {
      const state = await lockStage(tx, { pipelineId, stage: 'dev' });
      const last = state.lastPromotion!;
      await saveStage(tx, {
        pipelineId,
        state: {
          ...state,
          verification,
          lastPromotion: { ...last, phase: more.lastPhase ?? last.phase },
          ...(more.health && {
            healthChecks: [{ uses: 'argocd-update', config: {} }],
            health: { status: more.health, issues: [] },
            healthAt: '2027-01-01T00:00:00.000Z',
          }),
        },
      });
      if (verification?.id) {
        await saveVerification(tx, {
          ...{ pipelineId, stage: 'dev', promotion: last.id },
          verification: { ...verification, id: verification.id },
        });
      }
    });
  }

  it('asks the engine to verify again what a person has seen fail', async () => {
    await given(FAILED);
    expect((await world.post('dev/verify')).status).toBe(202);
    expect((await world.post('dev/verify')).status).toBe(202);
    expect((await stateOfDev()).verificationRequest).toEqual({
      type: 'reverify',
      id: FAILED.id,
      by: DANA,
    });
    expect(await world.due()).toContain('stage/dev');
    expect((await world.trail())[0]).toMatchObject({
      action: 'verification.requested',
      actor: DANA,
      subject: FAILED.id,
    });
  });

  it('asks the engine to end one that is under way', async () => {
    await given({ ...RUN, phase: 'Running' });
    expect((await world.post('dev/verify/abort')).status).toBe(202);
    expect((await stateOfDev()).verificationRequest).toMatchObject({
      type: 'abort',
      id: RUN.id,
    });
  });

  it('shows the newest one with the Stage, and all with its history', async () => {
    await given(FAILED);
    const { body } = await world.get();
    expect(body.stages[0].verification).toEqual(FAILED);
    const history = await world.get('/stages/dev/history');
    expect(history.body.items[0].verifications).toEqual([FAILED]);
  });

  it.each<[string, Parameters<typeof given>, string, RegExp]>([
    [
      'one is under way',
      [{ ...RUN, phase: 'Running' }],
      'verify',
      /is being verified already/,
    ],
    [
      'none has begun',
      [{ phase: 'Pending' }, { health: 'Progressing' }],
      'verify',
      /will be verified when it is Healthy; it is Progressing/,
    ],
    [
      'the Stage is not Healthy',
      [FAILED, { health: 'Progressing' }],
      'verify',
      /Only what is Healthy is verified; dev is Progressing/,
    ],
    [
      'the last promotion failed',
      [FAILED, { lastPhase: 'Failed' }],
      'verify',
      /did not succeed, so there is nothing to verify/,
    ],
    [
      'none is under way',
      [FAILED],
      'verify/abort',
      /Nothing is being verified in dev/,
    ],
  ])('is refused where %s', async (_, seeded, path, problem) => {
    await given(...seeded);
    const response = await world.post(`dev/${path}`);
    expect(response.status).toBe(409);
    expect(response.body.error.message).toMatch(problem);
    expect(await stateOfDev()).not.toHaveProperty('verificationRequest');
  });
});
