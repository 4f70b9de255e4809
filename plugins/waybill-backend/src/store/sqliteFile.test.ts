import { createMockDirectory } from '@backstage/backend-test-utils';
import { DatabaseService } from '@backstage/backend-plugin-api';
import createKnex, { Knex } from 'knex';
import { entityOf } from './testing/fixtures';
import { migrateStore } from './migrateStore';
import { createPipeline } from './operations/pipelines/createPipeline';
import { getPipeline } from './operations/pipelines/getPipeline';

const T = new Date('2026-11-21T10:00:00.000Z');

describe('SQLite in a file', () => {
  const directory = createMockDirectory();
  let knex: Knex;

  beforeEach(async () => {
    knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename: directory.resolve('waybill.sqlite') },
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    const database: DatabaseService = { getClient: async () => knex };
    await migrateStore(database);
  });

  afterEach(() => knex.destroy());

  it('writes ahead, and still waits for the disk', async () => {
    expect(await knex.raw('PRAGMA journal_mode')).toEqual([
      { journal_mode: 'wal' },
    ]);
    const FULL = 2;
    expect(await knex.raw('PRAGMA synchronous')).toEqual([
      { synchronous: FULL },
    ]);
  });

  it('answers a kept statement with what is there now', async () => {
    const id = 'p1';
    expect(await getPipeline(knex, { id })).toBeUndefined();
    await createPipeline(knex, { id, entity: entityOf('app'), now: T });
    expect(await getPipeline(knex, { id })).toMatchObject({ id });
    await knex('pipelines').where({ id }).update({ state: 'invalid' });
    expect(await getPipeline(knex, { id })).toMatchObject({ state: 'invalid' });
  });

  it('prepares a statement once', async () => {
    const connection = await knex.client.acquireConnection();
    try {
      const sql = 'SELECT 1 AS one';
      expect(connection.prepare(sql)).toBe(connection.prepare(sql));
    } finally {
      await knex.client.releaseConnection(connection);
    }
  });
});
