import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrationsDirectory } from '../migrateStore';

jest.setTimeout(60_000);

/** Every database engine at hand, and a fresh, migrated database on each. */
export function migratedDatabases(): {
  ids: ReturnType<TestDatabases['eachSupportedId']>;
  create(id: ReturnType<TestDatabases['eachSupportedId']>[0][0]): Promise<Knex>;
} {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });
  return {
    ids: databases.eachSupportedId(),
    async create(id) {
      const knex = await databases.init(id);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      return knex;
    },
  };
}
