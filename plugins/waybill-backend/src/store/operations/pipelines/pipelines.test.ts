import { Knex } from 'knex';
import { DefinitionFile } from '../../../ports';
import { definitionOf, entityOf, stageOf } from '../../testing/fixtures';
import { migratedDatabases } from '../../testing/migratedDatabases';
import { lockStage } from '../stages/lockStage';
import { bindPipeline } from './bindPipeline';
import { createPipeline } from './createPipeline';
import { findPipeline } from './findPipeline';
import { findProjectHolder } from './findProjectHolder';
import { getPipeline } from './getPipeline';
import { listBindings } from './listBindings';
import { listPipelines } from './listPipelines';
import { loadDefinitionFiles } from './loadDefinitionFiles';
import { orphanPipeline } from './orphanPipeline';
import { releaseProject } from './releaseProject';
import { saveDefinition } from './saveDefinition';

const T = new Date('2026-11-21T10:00:00.000Z');
const FILES: DefinitionFile[] = [{ path: 'waybill.yaml', text: 'kind: Stage' }];

async function read(knex: Knex, pipelineId: string, name: string) {
  return saveDefinition(knex, {
    pipelineId,
    sourceUrl: entityOf(name).definitionUrl,
    state: 'ok',
    errors: [],
    now: T,
    answered: true,
    read: { etag: 'e1', files: FILES, parserVersion: '1' },
    definition: definitionOf(name, [stageOf('dev')]),
  });
}

describe('pipelines', () => {
  const databases = migratedDatabases();

  it.each(databases.ids)('are bound once, and read, %p', async id => {
    const knex = await databases.create(id);
    await createPipeline(knex, { id: 'p1', entity: entityOf('app'), now: T });
    await createPipeline(knex, { id: 'p2', entity: entityOf('app'), now: T });
    expect(await getPipeline(knex, { id: 'p2' })).toBeUndefined();
    expect(await getPipeline(knex, { id: 'p1' })).toEqual({
      id: 'p1',
      entityRef: 'component:default/app',
      entity: entityOf('app'),
      state: 'unreadable',
      errors: [],
      sourceUrl: entityOf('app').definitionUrl,
    });
    expect(await loadDefinitionFiles(knex, { pipelineId: 'p1' })).toBe(
      undefined,
    );

    expect(await read(knex, 'p1', 'app')).toBe(true);
    expect(
      await findPipeline(knex, { entityRef: 'component:default/app' }),
    ).toMatchObject({
      state: 'ok',
      project: 'app',
      etag: 'e1',
      parserVersion: '1',
      readAt: T.toISOString(),
      definition: { stages: [{ name: 'dev' }] },
    });
    expect(await loadDefinitionFiles(knex, { pipelineId: 'p1' })).toEqual(
      FILES,
    );

    // A broken one leaves the last good one; one from another place is not taken at all.
    const error = { message: 'bad', file: 'waybill.yaml', line: 2, column: 1 };
    await saveDefinition(knex, {
      pipelineId: 'p1',
      sourceUrl: entityOf('app').definitionUrl,
      state: 'invalid',
      errors: [error],
      now: T,
      answered: true,
      parserVersion: '2',
    });
    expect(await getPipeline(knex, { id: 'p1' })).toMatchObject({
      state: 'invalid',
      errors: [error],
      parserVersion: '2',
      definition: { stages: [{ name: 'dev' }] },
    });
    expect(
      await saveDefinition(knex, {
        pipelineId: 'p1',
        sourceUrl: 'https://elsewhere.example.com',
        state: 'ok',
        errors: [],
        now: T,
        answered: true,
      }),
    ).toBe(false);
  });

  it.each(databases.ids)(
    'keep all when the entity goes, and follow it, %p',
    async id => {
      const knex = await databases.create(id);
      await createPipeline(knex, { id: 'p1', entity: entityOf('app'), now: T });
      await read(knex, 'p1', 'app');
      await orphanPipeline(knex, { pipelineId: 'p1', message: 'gone', now: T });
      expect(await getPipeline(knex, { id: 'p1' })).toMatchObject({
        state: 'orphaned',
        entityGoneAt: T.toISOString(),
        errors: [{ message: 'gone' }],
        definition: { stages: [{ name: 'dev' }] },
      });
      expect(await read(knex, 'p1', 'app')).toBe(false);

      await createPipeline(knex, { id: 'p2', entity: entityOf('new'), now: T });
      await knex.transaction(tx =>
        lockStage(tx, { pipelineId: 'p1', stage: 'dev' }),
      );
      expect(await listBindings(knex)).toMatchObject([
        { pipelineId: 'p1', project: 'app', empty: false, gone: true },
        { pipelineId: 'p2', empty: true, gone: false },
      ]);
      await bindPipeline(knex, {
        pipelineId: 'p1',
        entity: entityOf('new', {
          definitionUrl: entityOf('app').definitionUrl,
        }),
        absorb: 'p2',
      });
      expect(await getPipeline(knex, { id: 'p2' })).toBeUndefined();
      const back = await findPipeline(knex, {
        entityRef: 'component:default/new',
      });
      expect(back).toMatchObject({ id: 'p1', entity: { uid: 'uid-new' } });
      expect(back).toMatchObject({ entityGoneAt: undefined, etag: undefined });
    },
  );

  it.each(databases.ids)(
    'read from scratch when the place changes only, %p',
    async id => {
      const knex = await databases.create(id);
      await createPipeline(knex, { id: 'p1', entity: entityOf('app'), now: T });
      await read(knex, 'p1', 'app');
      await bindPipeline(knex, {
        pipelineId: 'p1',
        entity: entityOf('app', { tags: ['new'] }),
      });
      expect((await getPipeline(knex, { id: 'p1' }))?.etag).toBe('e1');
      await bindPipeline(knex, {
        pipelineId: 'p1',
        entity: entityOf('app', { definitionUrl: 'https://moved.example.com' }),
      });
      expect((await getPipeline(knex, { id: 'p1' }))?.etag).toBeUndefined();
    },
  );

  it.each(databases.ids)('hold a project alone, %p', async id => {
    const knex = await databases.create(id);
    await createPipeline(knex, { id: 'p1', entity: entityOf('app'), now: T });
    await createPipeline(knex, { id: 'p2', entity: entityOf('two'), now: T });
    await read(knex, 'p1', 'app');
    expect(
      await findProjectHolder(knex, { project: 'app', pipelineId: 'p1' }),
    ).toBeUndefined();
    expect(
      await findProjectHolder(knex, { project: 'app', pipelineId: 'p2' }),
    ).toMatchObject({ id: 'p1' });
    const claim = () =>
      saveDefinition(knex, {
        pipelineId: 'p2',
        sourceUrl: entityOf('two').definitionUrl,
        state: 'ok',
        errors: [],
        now: T,
        answered: true,
        definition: definitionOf('app', []),
      });
    await expect(claim()).rejects.toMatchObject({
      message: expect.stringMatching(/unique/i),
    });
    await releaseProject(knex, {
      pipelineId: 'p1',
      error: { message: 'lost', file: 'f', line: 1, column: 1 },
    });
    expect(await getPipeline(knex, { id: 'p1' })).toMatchObject({
      state: 'invalid',
      project: undefined,
      definition: undefined,
    });
    expect(await claim()).toBe(true);
  });

  it.each(databases.ids)('are listed page by page, %p', async id => {
    const knex = await databases.create(id);
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) {
      await createPipeline(knex, {
        id: `p-${name}`,
        entity: entityOf(name),
        now: T,
      });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listPipelines(knex, { limit: 2, cursor });
      seen.push(...page.items.map(it => it.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(names.map(name => `p-${name}`));
    await expect(
      listPipelines(knex, { limit: 2, cursor: 'nonsense' }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });
});
