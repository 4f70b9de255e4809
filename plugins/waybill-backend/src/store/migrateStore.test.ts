import { TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from './migrateStore';
import { isPostgres } from './isPostgres';

jest.setTimeout(60_000);

describe('migrations', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });

  it.each(databases.eachSupportedId())('go up, down and up, %p', async id => {
    const knex = await databases.init(id);
    const directory = migrationsDirectory();
    const tables = async () =>
      (isPostgres(knex)
        ? (
            await knex.raw(
              `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
            )
          ).rows
        : await knex.raw(
            `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1`,
          )
      )
        .map((row: { name: string }) => row.name)
        .filter((name: string) => !name.startsWith('knex'));

    await knex.migrate.latest({ directory });
    const all = await tables();
    expect(all).toEqual([
      'audit',
      'audit_heads',
      'freight',
      'freight_stages',
      'idempotency_keys',
      'lock_groups',
      'metadata',
      'pipelines',
      'promotion_reviews',
      'promotion_steps',
      'promotions',
      'stage_history',
      'stages',
      'warehouses',
      'work_items',
    ]);

    await knex.migrate.rollback({ directory }, true);
    expect(await tables()).toEqual([]);

    await knex.migrate.latest({ directory });
    expect(await tables()).toEqual(all);
  });
});
