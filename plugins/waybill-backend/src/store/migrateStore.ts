import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { journalAhead } from './journalAhead';
import { keepStatements } from './keepStatements';

/** Where the migrations are. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@waybill/backstage-plugin-waybill-backend',
    'migrations',
  );
}

/** Brings the plugin's database up to date, unless the installation does that itself. */
export async function migrateStore(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  await journalAhead(knex);
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory() });
  }
  await keepStatements(knex);
  return knex;
}
