import { Knex } from 'knex';
import {
  PipelineDefinition,
  PromotionRecord,
} from '@waybill/backstage-plugin-waybill-common';
import { findBrokenLink } from '../store/operations/audit/findBrokenLink';
import { listAudit } from '../store/operations/audit/listAudit';
import { approveFreight } from '../store/operations/freight/approveFreight';
import { listFreight } from '../store/operations/freight/listFreight';
import { findPipeline } from '../store/operations/pipelines/findPipeline';
import { getPromotion } from '../store/operations/promotions/getPromotion';
import { listPromotions } from '../store/operations/promotions/listPromotions';
import { requestAbort } from '../store/operations/promotions/requestAbort';
import { listHistory } from '../store/operations/stages/listHistory';
import { listStages } from '../store/operations/stages/listStages';
import { listWarehouses } from '../store/operations/warehouses/listWarehouses';
import { definitionOf, entityOf, stageOf } from '../store/testing/fixtures';
import { migratedDatabases } from '../store/testing/migratedDatabases';
import { Engine } from './createEngine';
import { FakeWorld } from './testing/FakeWorld';
import { eventually, startTestEngine } from './testing/startTestEngine';

const DANA = { type: 'user', ref: 'user:default/dana' } as const;
const controlFlow = (name: string, upstream: string[]) =>
  stageOf(name, upstream, { steps: [] });

describe('createEngine', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  async function start(
    id: Parameters<typeof databases.create>[0],
    definition: PipelineDefinition = definitionOf('app', [
      stageOf('dev'),
      stageOf('uat', ['dev']),
    ]),
  ) {
    const knex = await databases.create(id);
    const world = new FakeWorld();
    world.entities = [entityOf('app')];
    world.definitions.set(entityOf('app').definitionUrl!, {
      etag: '1',
      definition,
    });
    world.tags = ['1.0.0'];
    const engine = await startTestEngine(knex, world);
    engines.push(engine);
    return { knex, world, engine };
  }

  const pipelineOf = (knex: Knex, name = 'app') =>
    findPipeline(knex, { entityRef: `component:default/${name}` });

  async function freightOfTag(knex: Knex, tag: string) {
    return eventually(`Freight with ${tag}`, async () => {
      const pipeline = await pipelineOf(knex);
      const page =
        pipeline &&
        (await listFreight(knex, { pipelineId: pipeline.id, limit: 50 }));
      return page?.items.find(it => it.images[0].tag === tag);
    });
  }

  async function ended(knex: Knex, { id }: PromotionRecord) {
    return eventually(`${id} to end`, async () => {
      const promotion = await getPromotion(knex, { id });
      return promotion?.finishedAt ? promotion : undefined;
    });
  }

  async function stateOf(knex: Knex, pipelineId: string, stage: string) {
    return (await listStages(knex, { pipelineId })).get(stage);
  }

  it.each(databases.ids)(
    'carries Freight from an entity to a verified Stage, and on to the next, %p',
    async id => {
      const { knex, world, engine } = await start(id);
      world.advance = async turn => {
        await turn.journal.saveStep(0, {
          status: 'Succeeded',
          startedAt: turn.now.toISOString(),
          finishedAt: turn.now.toISOString(),
        });
        await turn.journal.note(0, { commit: 'abc' });
        await turn.journal.addHealthChecks([
          { uses: 'argocd-update', config: { apps: ['app-dev'] } },
        ]);
        return { type: 'finished', phase: 'Succeeded', message: 'done' };
      };
      const freight = await freightOfTag(knex, '1.0.0');
      const { id: pipelineId } = (await pipelineOf(knex))!;

      // Not verified upstream: the request is refused when the Stage is looked at.
      const early = await engine.createPromotion({
        pipelineId,
        stage: 'uat',
        freight: freight.id,
        actor: DANA,
        rollback: false,
      });
      expect((await ended(knex, early)).phase).toBe('Failed');

      const promotion = await engine.createPromotion({
        pipelineId,
        stage: 'dev',
        freight: freight.id,
        actor: DANA,
        reason: 'first',
        rollback: false,
      });
      expect(promotion.id).toMatch(
        new RegExp(`^dev\\.[0-9a-z]{26}\\.${freight.id.slice(0, 7)}$`),
      );
      const done = await ended(knex, promotion);
      expect(done).toMatchObject({
        phase: 'Succeeded',
        collection: { 'Warehouse/main': freight.id },
        stepStates: [{ status: 'Succeeded', record: { commit: 'abc' } }],
      });

      await eventually('dev verified', async () => {
        const state = await stateOf(knex, pipelineId, 'dev');
        return state?.verification?.phase === 'Successful';
      });
      expect(await stateOf(knex, pipelineId, 'dev')).toMatchObject({
        current: [
          {
            origin: 'Warehouse/main',
            freight: freight.id,
            promotion: promotion.id,
          },
        ],
        health: { status: 'Healthy' },
        sync: { status: 'Synced' },
        healthChecks: [{ uses: 'argocd-update' }],
        lastPromotion: { id: promotion.id, phase: 'Succeeded' },
      });
      const history = await listHistory(knex, {
        pipelineId,
        stage: 'dev',
        limit: 5,
      });
      expect(history.items).toMatchObject([
        { freight: freight.id, promotion: promotion.id, verified: true },
      ]);

      const next = await engine.createPromotion({
        pipelineId,
        stage: 'uat',
        freight: freight.id,
        actor: DANA,
        rollback: false,
      });
      expect((await ended(knex, next)).phase).toBe('Succeeded');

      const trail = await listAudit(knex, { pipelineId, limit: 50 });
      expect(trail.items.map(it => it.action)).toEqual(
        expect.arrayContaining([
          'freight.created',
          'promotion.created',
          'promotion.succeeded',
          'promotion.failed',
          'freight.verified',
        ]),
      );
      expect(await findBrokenLink(knex, { pipelineId })).toBeUndefined();
      expect((await engine.health()).status).toBe('ok');
    },
  );

  it.each(databases.ids)(
    'promotes by itself through a control-flow Stage, as soon as there is new Freight, %p',
    async id => {
      const { knex, world } = await start(
        id,
        definitionOf(
          'app',
          [
            stageOf('dev'),
            controlFlow('fan', ['dev']),
            stageOf('eu', ['fan']),
            stageOf('us', ['fan']),
          ],
          {
            promotionPolicies: [
              { stageSelector: { name: 'glob:*' }, autoPromotionEnabled: true },
            ],
          },
        ),
      );
      world.autoPromotion = true;
      const first = await freightOfTag(knex, '1.0.0');
      const { id: pipelineId } = (await pipelineOf(knex))!;
      const runs = async (stage: string, freight: string) =>
        (await stateOf(knex, pipelineId, stage))?.current[0]?.freight ===
        freight;
      await eventually(
        'eu and us to run 1.0.0',
        async () =>
          (await runs('eu', first.id)) && (await runs('us', first.id)),
      );
      world.tags = ['1.0.0', '1.1.0'];
      const second = await freightOfTag(knex, '1.1.0');
      await eventually(
        'eu and us to run 1.1.0',
        async () =>
          (await runs('eu', second.id)) && (await runs('us', second.id)),
      );
      const all = await listPromotions(knex, { pipelineId, limit: 50 });
      expect(all.items).toHaveLength(6);
      expect(all.items.every(it => it.phase === 'Succeeded')).toBe(true);
      const moved = await freightOfTag(knex, '1.0.0');
      expect(moved.status.currentlyIn).toEqual({});
      expect(moved.status.verifiedIn.eu.longestSoakSeconds).toBeGreaterThan(0);
    },
  );

  it.each(databases.ids)(
    'a rollback holds auto-promotion, and promoting the candidate lets it go on, %p',
    async id => {
      const { knex, world, engine } = await start(
        id,
        definitionOf('app', [stageOf('dev')], {
          promotionPolicies: [
            { stageSelector: { name: 'dev' }, autoPromotionEnabled: true },
          ],
        }),
      );
      world.autoPromotion = true;
      const first = await freightOfTag(knex, '1.0.0');
      const { id: pipelineId } = (await pipelineOf(knex))!;
      const verified = (freight: string) =>
        eventually(`${freight} verified in dev`, async () => {
          const state = await stateOf(knex, pipelineId, 'dev');
          return (
            state?.current[0]?.freight === freight &&
            state.verification?.phase === 'Successful' &&
            state
          );
        });
      await verified(first.id);
      world.tags = ['1.0.0', '1.1.0'];
      const second = await freightOfTag(knex, '1.1.0');
      await verified(second.id);

      await engine.createPromotion({
        pipelineId,
        stage: 'dev',
        freight: first.id,
        actor: DANA,
        reason: 'too slow',
        rollback: true,
      });
      const held = await verified(first.id);
      expect(held.holds).toMatchObject([
        {
          origin: 'Warehouse/main',
          freight: first.id,
          reason: 'too slow',
          by: DANA,
        },
      ]);
      const before = await listPromotions(knex, { pipelineId, limit: 50 });
      await new Promise(resolve => setTimeout(resolve, 1_000));
      const after = await listPromotions(knex, { pipelineId, limit: 50 });
      expect(after.items).toHaveLength(before.items.length);

      await engine.createPromotion({
        pipelineId,
        stage: 'dev',
        freight: second.id,
        actor: DANA,
        rollback: false,
      });
      expect((await verified(second.id)).holds).toEqual([]);
    },
  );

  it.each(databases.ids)(
    'waits without a worker, sees gates and goes on when poked, %p',
    async id => {
      const { knex, world, engine } = await start(id);
      const freight = await freightOfTag(knex, '1.0.0');
      const { id: pipelineId } = (await pipelineOf(knex))!;
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
      const promotion = await engine.createPromotion({
        pipelineId,
        stage: 'dev',
        freight: freight.id,
        actor: DANA,
        rollback: false,
      });
      await eventually('it waits', async () => {
        const now = await getPromotion(knex, { id: promotion.id });
        return now?.message === 'waiting for the pull request';
      });
      const queued = await engine.createPromotion({
        pipelineId,
        stage: 'dev',
        freight: freight.id,
        actor: DANA,
        rollback: false,
      });
      await eventually('the second waits for the first', async () => {
        const now = await getPromotion(knex, { id: queued.id });
        return now?.gates[0]?.code === 'PromotionRunning';
      });
      world.gates = [
        { code: 'NotAuthorized', message: 'taken away', effect: 'refuse' },
      ];
      await engine.pokePromotion(promotion.id);
      await eventually('the second turn', async () => gates.length === 2);
      expect(gates).toEqual([[], ['NotAuthorized']]);
      world.gates = [];
      merged = true;
      await engine.pokePromotion(promotion.id);
      expect((await ended(knex, promotion)).phase).toBe('Succeeded');
    },
  );

  it.each(databases.ids)(
    'aborts what waits, what has not started, and what is busy, %p',
    async id => {
      const { knex, world, engine } = await start(id);
      const freight = await freightOfTag(knex, '1.0.0');
      const { id: pipelineId } = (await pipelineOf(knex))!;
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
      const request = {
        pipelineId,
        stage: 'dev',
        freight: freight.id,
        actor: DANA,
        rollback: false,
      };
      const busy = await engine.createPromotion(request);
      await eventually('a turn', async () => world.turns.length > 0);
      const pending = await engine.createPromotion(request);
      const now = new Date();
      await requestAbort(knex, { id: pending.id, by: DANA, now });
      await engine.pokeStage(pipelineId, 'dev');
      expect(await ended(knex, pending)).toMatchObject({
        phase: 'Aborted',
        startedAt: undefined,
      });
      await requestAbort(knex, { id: busy.id, by: DANA, now });
      expect((await ended(knex, busy)).phase).toBe('Aborted');
      expect(await stateOf(knex, pipelineId, 'dev')).toMatchObject({
        current: [],
        lastPromotion: { id: busy.id, phase: 'Aborted' },
      });
    },
  );

  it.each(databases.ids)(
    'shows what is broken, keeps the last good pipeline running, and heals, %p',
    async id => {
      const { knex, world, engine } = await start(id);
      const freight = await freightOfTag(knex, '1.0.0');
      const { id: pipelineId } = (await pipelineOf(knex))!;
      const url = entityOf('app').definitionUrl!;
      const inState = (state: string) =>
        eventually(`state ${state}`, async () => {
          const pipeline = await pipelineOf(knex);
          return pipeline?.state === state && pipeline;
        });

      const good = world.definitions.get(url)!.definition;
      const error = {
        message: 'no such field',
        file: 'waybill.yaml',
        line: 7,
        column: 3,
      };
      world.definitions.set(url, { etag: '2', errors: [error] });
      expect((await inState('invalid')).errors).toEqual([error]);
      const promotion = await engine.createPromotion({
        pipelineId,
        stage: 'dev',
        freight: freight.id,
        actor: DANA,
        rollback: false,
      });
      expect((await ended(knex, promotion)).phase).toBe('Succeeded');

      world.definitionAnswer = new Error('connect ETIMEDOUT');
      expect((await inState('unreadable')).errors[0].message).toBe(
        'connect ETIMEDOUT',
      );
      world.definitionAnswer = undefined;
      await inState('invalid');
      world.definitions.set(url, { etag: '3', definition: good });
      expect((await inState('ok')).errors).toEqual([]);

      world.registryError = new Error('the registry answered 500');
      const [broken] = await eventually('the Warehouse’s error', async () => {
        const all = await listWarehouses(knex, { pipelineId });
        return all[0]?.error ? all : undefined;
      });
      expect(broken).toMatchObject({
        error: 'the registry answered 500',
        found: { candidates: 1, matching: 1 },
      });
      world.registryError = undefined;
      await eventually(
        'the Warehouse to heal',
        async () => !(await listWarehouses(knex, { pipelineId }))[0].error,
      );
    },
  );

  it.each(databases.ids)(
    'orphans, takes back and renames; nothing is lost, %p',
    async id => {
      const { knex, world, engine } = await start(id);
      const freight = await freightOfTag(knex, '1.0.0');
      const { id: pipelineId } = (await pipelineOf(knex))!;
      world.entities = [];
      await eventually(
        'the pipeline orphaned',
        async () => (await pipelineOf(knex))?.state === 'orphaned',
      );
      const waiting = await engine.createPromotion({
        pipelineId,
        stage: 'dev',
        freight: freight.id,
        actor: DANA,
        rollback: false,
      });
      await eventually('it waits', async () => {
        const now = await getPromotion(knex, { id: waiting.id });
        return now?.gates[0]?.code === 'PipelineUnavailable';
      });
      expect(world.turns).toEqual([]);

      const renamed = entityOf('renamed', {
        definitionUrl: entityOf('app').definitionUrl,
      });
      world.entities = [renamed];
      await eventually('the pipeline to follow', async () => {
        const pipeline = await pipelineOf(knex, 'renamed');
        return pipeline?.state === 'ok' && pipeline.id === pipelineId;
      });
      expect(await pipelineOf(knex)).toBeUndefined();
      expect((await ended(knex, waiting)).phase).toBe('Succeeded');
    },
  );

  it.each(databases.ids)(
    'a second claimant of a project is invalid and runs nothing, %p',
    async id => {
      const { knex, world } = await start(id);
      await freightOfTag(knex, '1.0.0');
      const second = entityOf('second');
      world.definitions.set(second.definitionUrl!, {
        etag: '1',
        definition: definitionOf('app', [stageOf('dev')]),
      });
      world.entities = [entityOf('app'), second];
      const pipeline = await eventually(
        'the second to be refused',
        async () => {
          const found = await pipelineOf(knex, 'second');
          return found?.state === 'invalid' && found;
        },
      );
      expect(pipeline.errors[0].message).toContain('component:default/app');
      expect(pipeline.definition).toBeUndefined();
      expect((await pipelineOf(knex))?.state).toBe('ok');

      world.boundProjects.set('app', second.entityRef);
      await eventually('the bound one to get it', async () => {
        const first = await pipelineOf(knex);
        return (
          (await pipelineOf(knex, 'second'))?.state === 'ok' &&
          first?.state === 'invalid' &&
          !first.definition
        );
      });
    },
  );

  it.each(databases.ids)(
    'one request makes one Promotion, however often it is sent, %p',
    async id => {
      const { knex, engine } = await start(id);
      const freight = await freightOfTag(knex, '1.0.0');
      const { id: pipelineId } = (await pipelineOf(knex))!;
      const request = {
        pipelineId,
        stage: 'dev',
        freight: freight.id,
        actor: DANA,
        rollback: false,
        idempotencyKey: 'once',
      };
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => engine.createPromotion(request)),
      );
      expect(new Set(answers.map(it => it.id)).size).toBe(1);
      await expect(
        engine.createPromotion({ ...request, rollback: true }),
      ).rejects.toMatchObject({ name: 'ConflictError' });
      const all = await listPromotions(knex, { pipelineId, limit: 10 });
      expect(all.items).toHaveLength(1);
    },
  );

  it.each(databases.ids)(
    'an Application’s change has its Stage looked at, %p',
    async id => {
      const { knex, world, engine } = await start(id);
      world.advance = async turn => {
        await turn.journal.addHealthChecks([
          { uses: 'argocd-update', config: { apps: [{ name: 'app-dev' }] } },
        ]);
        return { type: 'finished', phase: 'Succeeded', message: 'done' };
      };
      const freight = await freightOfTag(knex, '1.0.0');
      const { id: pipelineId } = (await pipelineOf(knex))!;
      await engine.createPromotion({
        pipelineId,
        stage: 'dev',
        freight: freight.id,
        actor: DANA,
        rollback: false,
      });
      const healthOf = async () =>
        (await stateOf(knex, pipelineId, 'dev'))?.health.status;
      await eventually(
        'dev Healthy',
        async () => (await healthOf()) === 'Healthy',
      );
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
      await eventually(
        'dev Unhealthy',
        async () => (await healthOf()) === 'Unhealthy',
      );
    },
  );

  it.each(databases.ids)('an approval bypasses upstream, %p', async id => {
    const { knex, engine } = await start(id);
    const freight = await freightOfTag(knex, '1.0.0');
    const { id: pipelineId } = (await pipelineOf(knex))!;
    await approveFreight(knex, {
      pipelineId,
      freight: freight.id,
      stage: 'uat',
      by: DANA,
      now: new Date(),
    });
    const promotion = await engine.createPromotion({
      pipelineId,
      stage: 'uat',
      freight: freight.id,
      actor: DANA,
      rollback: false,
    });
    expect((await ended(knex, promotion)).phase).toBe('Succeeded');
  });
});
