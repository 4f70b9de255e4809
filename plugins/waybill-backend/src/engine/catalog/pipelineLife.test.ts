import { getPromotion } from '../../store/operations/promotions/getPromotion';
import { listWarehouses } from '../../store/operations/warehouses/listWarehouses';
import { definitionOf, entityOf, stageOf } from '../../store/testing/fixtures';
import { migratedDatabases } from '../../store/testing/migratedDatabases';
import { Engine } from '../createEngine';
import { PipelineUnderTest } from '../testing/PipelineUnderTest';
import { eventually } from '../testing/startTestEngine';

describe('a pipeline', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  it.each(databases.ids)(
    'shows what is broken, keeps the last good definition running, and heals, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const { world, pipelineId } = line;
      const url = entityOf('app').definitionUrl!;
      const inState = (state: string) =>
        eventually(`state ${state}`, async () => {
          const pipeline = await line.pipelineOf();
          return pipeline?.state === state && pipeline;
        });

      const { definition } = world.definitions.get(url)!;
      const error = {
        message: 'no such field',
        file: 'waybill.yaml',
        line: 7,
        column: 3,
      };
      world.definitions.set(url, { etag: '2', errors: [error] });
      expect((await inState('invalid')).errors).toEqual([error]);
      expect((await line.ended(await line.promote())).phase).toBe('Succeeded');

      world.definitionError = new Error('connect ETIMEDOUT');
      expect((await inState('unreadable')).errors[0].message).toBe(
        'connect ETIMEDOUT',
      );
      world.definitionError = undefined;
      await inState('invalid');
      world.definitions.set(url, { etag: '3', definition });
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
    'is orphaned, taken back and renamed, and loses nothing, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const { world, pipelineId } = line;
      world.entities = [];
      await eventually(
        'the pipeline orphaned',
        async () => (await line.pipelineOf())?.state === 'orphaned',
      );
      const waiting = await line.promote();
      await eventually('it waits', async () => {
        const now = await getPromotion(knex, waiting);
        return now?.gates[0]?.code === 'PipelineUnavailable';
      });
      expect(world.turns).toEqual([]);

      const { definitionUrl } = entityOf('app');
      world.entities = [entityOf('renamed', { definitionUrl })];
      await eventually('the pipeline to follow', async () => {
        const pipeline = await line.pipelineOf('renamed');
        return pipeline?.state === 'ok' && pipeline.id === pipelineId;
      });
      expect(await line.pipelineOf()).toBeUndefined();
      expect((await line.ended(waiting)).phase).toBe('Succeeded');
    },
  );

  it.each(databases.ids)(
    'that claims another’s project is invalid and runs nothing, unless the platform says it is the owner, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const { world } = line;
      const second = entityOf('second');
      world.definitions.set(second.definitionUrl!, {
        etag: '1',
        definition: definitionOf('app', [stageOf('dev')]),
      });
      world.entities = [entityOf('app'), second];
      const pipeline = await eventually('the second refused', async () => {
        const found = await line.pipelineOf('second');
        return found?.state === 'invalid' && found;
      });
      expect(pipeline.errors[0].message).toContain('component:default/app');
      expect(pipeline.definition).toBeUndefined();
      expect((await line.pipelineOf())?.state).toBe('ok');

      world.boundProjects.set('app', second.entityRef);
      await eventually('the bound one to get it', async () => {
        const first = await line.pipelineOf();
        return (
          (await line.pipelineOf('second'))?.state === 'ok' &&
          first?.state === 'invalid' &&
          !first.definition
        );
      });
    },
  );
});
