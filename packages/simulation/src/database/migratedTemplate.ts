import { migrationsDirectory } from '@waybill/backstage-plugin-waybill-backend/src/store/migrateStore';
import Database from 'better-sqlite3';
import { knex } from 'knex';

/** A migrated, empty database as bytes, so that each run starts from a copy. */
export async function migratedTemplate(): Promise<Buffer> {
  const migrating = knex({
    client: 'better-sqlite3',
    useNullAsDefault: true,
    connection: { filename: ':memory:' },
  });
  try {
    await migrating.migrate.latest({ directory: migrationsDirectory() });
    const raw: Database.Database = await migrating.client.acquireConnection();
    const bytes = raw.serialize();
    migrating.client.releaseConnection(raw);
    return bytes;
  } finally {
    await migrating.destroy();
  }
}
