import { Knex } from 'knex';
import { definitionOf, entityOf, stageOf } from '../store/testing/fixtures';
import { migratedDatabases } from '../store/testing/migratedDatabases';
import { listAudit } from '../store/operations/audit/listAudit';
import { insertFreight } from '../store/operations/freight/insertFreight';
import { createPipeline } from '../store/operations/pipelines/createPipeline';
import { saveDefinition } from '../store/operations/pipelines/saveDefinition';
import { createMetadata } from './createMetadata';

const T = new Date('2026-11-21T10:00:00.000Z');
const DANA = { type: 'user', ref: 'user:default/dana' } as const;
const { signal } = new AbortController();

describe('metadata of Stages and Freight', () => {
  const databases = migratedDatabases();

  const writable = (knex: Knex) =>
    createMetadata({
      knex,
      pipelineId: 'p1',
      writes: {
        actor: DANA,
        transact: work => knex.transaction(tx => work(tx, T)),
      },
    });

  async function start(id: Parameters<typeof databases.create>[0]) {
    const knex = await databases.create(id);
    await createPipeline(knex, { id: 'p1', entity: entityOf('app'), now: T });
    await knex.transaction(tx =>
      saveDefinition(tx, {
        pipelineId: 'p1',
        sourceUrl: entityOf('app').definitionUrl,
        state: 'ok',
        errors: [],
        definition: definitionOf('app', [stageOf('dev'), stageOf('prod')]),
        answered: true,
        now: T,
      }),
    );
    for (const freight of ['f1', 'f2']) {
      await knex.transaction(tx =>
        insertFreight(tx, {
          pipelineId: 'p1',
          freight: {
            id: freight,
            warehouse: 'main',
            createdAt: T.toISOString(),
            images: [],
            commits: [],
            charts: [],
          },
        }),
      );
    }
    return { knex, metadata: writable(knex) };
  }

  it.each(databases.ids)(
    'keeps what other promotions wrote, key by key, %p',
    async id => {
      const { metadata } = await start(id);
      await metadata.update(
        [
          { kind: 'Stage', name: 'dev', values: { a: 1, b: { c: ['x'] } } },
          { kind: 'Freight', name: 'f1', values: { ticket: 'OPS-1' } },
        ],
        signal,
      );
      await metadata.update(
        [{ kind: 'Stage', name: 'dev', values: { a: null } }],
        signal,
      );
      expect(await metadata.ofStage('dev', signal)).toEqual({
        a: null,
        b: { c: ['x'] },
      });
      expect(await metadata.ofStage('prod', signal)).toEqual({});
      expect(await metadata.ofFreight('f1', signal)).toMatchObject({
        freight: { id: 'f1', status: { verifiedIn: {} } },
        metadata: { ticket: 'OPS-1' },
      });
    },
  );

  it.each(databases.ids)(
    'writes nothing when one of the updates names what is not there, %p',
    async id => {
      const { metadata } = await start(id);
      await expect(
        metadata.update(
          [
            { kind: 'Stage', name: 'dev', values: { a: 1 } },
            { kind: 'Freight', name: 'f9', values: { a: 1 } },
          ],
          signal,
        ),
      ).rejects.toThrow('There is no Freight "f9" in this pipeline');
      await expect(
        metadata.update(
          [{ kind: 'Stage', name: 'qa', values: { a: 1 } }],
          signal,
        ),
      ).rejects.toThrow('There is no Stage "qa" in this pipeline');
      expect(await metadata.ofStage('dev', signal)).toEqual({});
      expect(await metadata.ofStage('qa', signal)).toBeUndefined();
      expect(await metadata.ofFreight('f9', signal)).toBeUndefined();
    },
  );

  it.each(databases.ids)(
    'gives an alias to one Freight only, and says so in the audit trail, %p',
    async id => {
      const { knex, metadata } = await start(id);
      const rename = (freight: string, alias: string) =>
        metadata.setFreightAlias({ id: freight, alias }, signal);
      await rename('f1', 'release-7');
      await rename('f1', 'release-7');
      await expect(rename('f2', 'release-7')).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('belongs to Freight f1'),
      });
      await expect(rename('f9', 'x')).rejects.toMatchObject({
        name: 'NotFoundError',
      });
      expect((await metadata.ofFreight('f1', signal))?.freight.alias).toBe(
        'release-7',
      );
      const { items } = await listAudit(knex, { pipelineId: 'p1', limit: 10 });
      expect(
        items.filter(entry => entry.action === 'freight.renamed'),
      ).toMatchObject([
        { actor: DANA, subject: 'f1', detail: { alias: 'release-7' } },
      ]);
    },
  );

  it.each(databases.ids)('is read-only where nothing runs, %p', async id => {
    const { knex } = await start(id);
    const metadata = createMetadata({ knex, pipelineId: 'p1' });
    await expect(
      metadata.update(
        [{ kind: 'Stage', name: 'dev', values: { a: 1 } }],
        signal,
      ),
    ).rejects.toThrow('running promotion');
  });
});
