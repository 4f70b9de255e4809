import { getPromotion } from '../../store/operations/promotions/getPromotion';
import { requestAbort } from '../../store/operations/promotions/requestAbort';
import { definitionOf, entityOf, stageOf } from '../../store/testing/fixtures';
import { migratedDatabases } from '../../store/testing/migratedDatabases';
import { Engine } from '../createEngine';
import { DANA, PipelineUnderTest } from '../testing/PipelineUnderTest';
import { eventually, startTestEngine } from '../testing/startTestEngine';

describe('handlePromotion', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  it.each(databases.ids)(
    'waits without a worker, sees gates and goes on when poked, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const { world, engine } = line;
      let merged = false;
      const gates: string[][] = [];
      world.advance = async turn => {
        gates.push((await turn.gatesNow()).map(gate => gate.code));
        return merged
          ? { type: 'finished', phase: 'Succeeded', message: 'merged' }
          : {
              type: 'waiting',
              at: new Date(turn.now.getTime() + 3_600_000),
              message: 'waiting for the pull request',
            };
      };
      const promotion = await line.promote();
      await eventually('it waits', async () => {
        const now = await getPromotion(knex, promotion);
        return now?.message === 'waiting for the pull request';
      });
      const queued = await line.promote();
      await eventually('the second waits for the first', async () => {
        const now = await getPromotion(knex, queued);
        return now?.gates[0]?.code === 'PromotionRunning';
      });

      world.gates = [
        { code: 'NotAuthorized', message: 'taken away', effect: 'wait' },
      ];
      await engine.pokePromotion(promotion.id);
      await eventually('the second turn', async () => gates.length === 2);
      world.gates = [];

      // Its Stage is removed, and comes back.
      const url = entityOf('app').definitionUrl!;
      const { definition } = world.definitions.get(url)!;
      world.definitions.set(url, {
        etag: '2',
        definition: definitionOf('app', [stageOf('other')]),
      });
      await eventually('the third turn', async () => gates.length === 3);
      expect(gates).toEqual([[], ['NotAuthorized'], ['PipelineUnavailable']]);
      merged = true;
      world.definitions.set(url, { etag: '3', definition });
      expect((await line.ended(promotion)).phase).toBe('Succeeded');
      expect((await line.ended(queued)).phase).toBe('Succeeded');
    },
  );

  it.each(databases.ids)(
    'aborts what is busy and what has not started, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const { world, engine, pipelineId } = line;
      world.advance = async turn => {
        if (turn.promotion.abortRequested) {
          return { type: 'finished', phase: 'Aborted', message: 'aborted' };
        }
        return new Promise((_, reject) =>
          turn.signal.addEventListener('abort', () =>
            reject(new Error('stopped in the middle')),
          ),
        );
      };
      const busy = await line.promote();
      await eventually('a turn', async () => world.turns.length > 0);
      const pending = await line.promote();
      const now = new Date();
      await requestAbort(knex, { id: pending.id, by: DANA, now });
      await engine.pokeStage(pipelineId, 'dev');
      expect(await line.ended(pending)).toMatchObject({
        phase: 'Aborted',
        startedAt: undefined,
      });
      await requestAbort(knex, { id: busy.id, by: DANA, now });
      expect((await line.ended(busy)).phase).toBe('Aborted');
      expect(await line.stateOf('dev')).toMatchObject({
        current: [],
        lastPromotion: { id: busy.id, phase: 'Aborted' },
      });
    },
  );

  it.each(databases.ids)(
    'goes on where it was when another worker takes over, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const { world, engine } = line;
      let zombie: Promise<unknown> | undefined;
      world.advance = async turn => {
        await turn.journal.note(0, { first: true });
        await new Promise(resolve =>
          turn.signal.addEventListener('abort', resolve),
        );
        zombie = turn.journal.note(0, { late: true }).catch(error => error);
        throw turn.signal.reason;
      };
      const promotion = await line.promote();
      await eventually('the first turn', async () => {
        const now = await getPromotion(knex, promotion);
        return now?.stepStates[0].record.first;
      });
      // As if its lease had ended while the process hung.
      await knex('work_items')
        .where({ kind: 'promotion' })
        .update({ claim_token: null, lease_until: null });
      const records: unknown[] = [];
      world.advance = async turn => {
        records.push(turn.promotion.stepStates[0].record);
        return { type: 'finished', phase: 'Succeeded', message: 'done' };
      };
      engines.push(await startTestEngine(knex, world));
      expect((await line.ended(promotion)).phase).toBe('Succeeded');
      expect(records).toEqual([{ first: true }]);
      await engine.stop();
      expect(await zombie).toMatchObject({ name: 'ClaimLostError' });
      const after = await getPromotion(knex, promotion);
      expect(after?.stepStates[0].record).toEqual({ first: true });
    },
  );

  it.each(databases.ids)(
    'has what it delivered looked at when its Application changes, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const { world, engine, freight } = line;
      world.advance = async turn => {
        await turn.journal.addHealthChecks([
          { uses: 'argocd-update', config: { apps: [{ name: 'app-dev' }] } },
        ]);
        return { type: 'finished', phase: 'Succeeded', message: 'done' };
      };
      await line.promote();
      await line.verified('dev', freight);
      await engine.stop();

      const slow = await startTestEngine(knex, world, {
        stageIntervalSeconds: 3_600,
        definitionIntervalSeconds: 3_600,
      });
      engines.push(slow);
      await new Promise(resolve => setTimeout(resolve, 500));
      world.health = { status: 'Unhealthy', issues: ['crash loop'] };
      world.onApplication?.({
        instance: 'default',
        namespace: 'argocd',
        name: 'app-dev',
      });
      const state = await eventually('dev Unhealthy', async () => {
        const now = await line.stateOf('dev');
        return now?.health.status === 'Unhealthy' && now;
      });
      expect(state.health.issues).toEqual(['crash loop']);
      // What has been verified stays so.
      expect(state.verification?.phase).toBe('Successful');
    },
  );
});
