import { listAudit } from '../store/operations/audit/listAudit';
import { definitionOf, stageOf } from '../store/testing/fixtures';
import { migratedDatabases } from '../store/testing/migratedDatabases';
import { Engine } from './createEngine';
import { FakeWorld } from './testing/FakeWorld';
import { DANA, PipelineUnderTest } from './testing/PipelineUnderTest';

const OLGA = { type: 'user', ref: 'user:default/olga' } as const;

const twoSteps = () => {
  const [step] = stageOf('dev').steps;
  return definitionOf('app', [
    stageOf('dev', [], {
      steps: [
        { ...step, as: 'first' },
        { ...step, as: 'second' },
      ],
    }),
  ]);
};

/** Both steps end, each once; the second as told. */
function runs(world: FakeWorld, second: () => 'Succeeded' | 'Failed') {
  world.advance = async ({ promotion, journal, now }) => {
    const at = now.toISOString();
    const ended = { startedAt: at, finishedAt: at };
    if (!promotion.stepStates[0].finishedAt) {
      await journal.note(0, { ranIn: promotion.id });
      await journal.saveStep(0, {
        ...ended,
        status: 'Succeeded',
        output: { commit: 'abc' },
      });
      await journal.addHealthChecks([{ uses: 'argocd-update', config: {} }]);
    }
    const phase = second();
    await journal.saveStep(1, { ...ended, status: phase });
    return { type: 'finished', phase, message: phase };
  };
}

describe('a promotion that is tried again', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  it.each(databases.ids)(
    'goes on from the failed step with what the one before had done, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines, twoSteps());
      let second: 'Succeeded' | 'Failed' = 'Failed';
      runs(line.world, () => second);
      const failed = await line.promote({ reason: 'release' });
      expect((await line.ended(failed)).phase).toBe('Failed');

      second = 'Succeeded';
      const retry = await line.promote({
        actor: OLGA,
        retry: { of: failed.id, from: 'failed-step' },
      });
      expect(await line.ended(retry)).toMatchObject({
        phase: 'Succeeded',
        retryOf: failed.id,
        retryFrom: 'failed-step',
        createdBy: OLGA,
        stepStates: [
          {
            status: 'Succeeded',
            output: { commit: 'abc' },
            record: { ranIn: failed.id },
            ranBy: { promotion: failed.id, actor: DANA, reason: 'release' },
          },
          { status: 'Succeeded', ranBy: undefined },
        ],
        // Of a step that is not run again, and so would not register it again.
        healthChecks: [{ uses: 'argocd-update' }],
      });
      const trail = await listAudit(knex, {
        pipelineId: line.pipelineId,
        limit: 50,
      });
      expect(trail.items).toContainEqual(
        expect.objectContaining({
          action: 'promotion.retry-created',
          actor: OLGA,
          subject: retry.id,
          detail: expect.objectContaining({
            retryOf: failed.id,
            retryFrom: 'failed-step',
          }),
        }),
      );
    },
  );

  it.each(databases.ids)(
    'has the steps of now and nothing done when it starts anew, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines, twoSteps());
      runs(line.world, () => 'Failed');
      const failed = await line.promote();
      await line.ended(failed);
      const retry = await line.promote({
        retry: { of: failed.id, from: 'start' },
      });
      expect(retry).toMatchObject({ retryOf: failed.id, retryFrom: 'start' });
      const { stepStates } = await line.ended(retry);
      expect(stepStates[0]).toMatchObject({
        record: { ranIn: retry.id },
        ranBy: undefined,
      });
    },
  );

  it.each(databases.ids)(
    'cannot go on when another has ended in between, also when that one came while the retry waited, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines, twoSteps());
      runs(line.world, () => 'Failed');
      const failed = await line.promote();
      await line.ended(failed);
      const [one, two] = await Promise.all(
        [1, 2].map(() =>
          line.promote({ retry: { of: failed.id, from: 'failed-step' } }),
        ),
      );
      const ends = [await line.ended(one), await line.ended(two)];
      expect(ends.map(it => it.message).sort()).toEqual([
        'Failed',
        expect.stringMatching(/may not start: another promotion has ended/),
      ]);
      await expect(
        line.promote({ retry: { of: failed.id, from: 'failed-step' } }),
      ).rejects.toThrow(/another promotion has ended in dev since/);
      await expect(
        line.promote({ retry: { of: 'dev.none.abc', from: 'start' } }),
      ).rejects.toThrow(/No Promotion 'dev.none.abc'/);
    },
  );
});
