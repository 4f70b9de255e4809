import { Knex } from 'knex';
import { createPipeline } from '../../store/operations/pipelines/createPipeline';
import { getPipeline } from '../../store/operations/pipelines/getPipeline';
import { listWorkItems } from '../../store/operations/workItems/listWorkItems';
import { definitionOf, entityOf, stageOf } from '../../store/testing/fixtures';
import { migratedDatabases } from '../../store/testing/migratedDatabases';
import { FakeWorld } from '../testing/FakeWorld';
import { takeTurn, testContext } from '../testing/testContext';
import { handleDefinition } from './handleDefinition';

const app = entityOf('app');
const url = app.definitionUrl!;

describe('handleDefinition', () => {
  const databases = migratedDatabases();

  async function start(
    id: Parameters<typeof databases.create>[0],
    entity = app,
  ) {
    const knex = await databases.create(id);
    const world = new FakeWorld();
    world.definitions.set(url, {
      etag: '1',
      definition: definitionOf('app', [
        stageOf('dev'),
        stageOf('uat', ['dev']),
      ]),
    });
    await createPipeline(knex, { id: 'p1', entity, now: new Date() });
    const context = testContext(knex, world);
    const read = () =>
      takeTurn(context, handleDefinition, {
        kind: 'definition',
        pipelineId: 'p1',
        name: '',
      });
    const pipeline = async () => (await getPipeline(knex, { id: 'p1' }))!;
    return { knex, world, read, pipeline };
  }

  async function work(knex: Knex) {
    const items = await listWorkItems(knex, { pipelineId: 'p1' });
    return items
      .filter(it => it.kind !== 'definition')
      .map(it => `${it.kind} ${it.name}`);
  }

  it.each(databases.ids)(
    'brings work for every Warehouse and Stage, %p',
    async id => {
      const { knex, read, pipeline } = await start(id);
      const { afterSeconds } = await read();
      expect(afterSeconds).toBeGreaterThanOrEqual(54);
      expect(afterSeconds).toBeLessThanOrEqual(66);
      expect((await pipeline()).state).toBe('ok');
      expect(await work(knex)).toEqual([
        'stage dev',
        'stage uat',
        'warehouse main',
      ]);

      await knex('work_items').whereNot({ kind: 'definition' }).delete();
      await read();
      expect(await work(knex)).toHaveLength(3);
    },
  );

  it.each(databases.ids)(
    'parses again when the parser has changed, without reading, %p',
    async id => {
      const { world, read, pipeline } = await start(id);
      await read();
      await read();
      expect(world.parses).toBe(1);
      world.parserVersion = '2';
      await read();
      await read();
      expect(world.parses).toBe(2);
      expect((await pipeline()).parserVersion).toBe('2');
    },
  );

  it.each(databases.ids)(
    'believes that the file is gone only when told three times, and takes it back, %p',
    async id => {
      const { world, read, pipeline } = await start(id);
      await read();
      const source = world.definitions.get(url)!;
      world.definitions.delete(url);
      expect(await read()).toEqual({ afterSeconds: 10, memory: { gone: 1 } });
      expect((await pipeline()).state).toBe('unreadable');
      await read();
      await read();
      expect(await pipeline()).toMatchObject({
        state: 'orphaned',
        errors: [{ message: `${url}: 404` }],
        definition: { project: 'app' },
      });
      world.definitions.set(url, source);
      await read();
      expect(await pipeline()).toMatchObject({ state: 'ok', errors: [] });
    },
  );

  it.each(databases.ids)(
    'is invalid where the platform does not let it have the project, and heals, %p',
    async id => {
      const { world, read, pipeline } = await start(id);
      world.projectProblem = (_, project) => `${project} is bound elsewhere`;
      await read();
      expect(await pipeline()).toMatchObject({
        state: 'invalid',
        errors: [{ message: 'app is bound elsewhere' }],
        definition: undefined,
        project: undefined,
      });
      world.projectProblem = () => undefined;
      await read();
      expect((await pipeline()).state).toBe('ok');
      world.projectProblem = () => 'not any more';
      await read();
      expect(await pipeline()).toMatchObject({
        state: 'invalid',
        errors: [{ message: 'not any more' }],
      });
    },
  );

  it.each(databases.ids)(
    'says why an annotation cannot be followed, %p',
    async id => {
      const problem = '../.. leaves the repository';
      const { read, pipeline } = await start(
        id,
        entityOf('app', { definitionUrl: undefined, problem }),
      );
      await read();
      expect(await pipeline()).toMatchObject({
        state: 'unreadable',
        errors: [{ message: problem, file: 'catalog' }],
      });
    },
  );
});
