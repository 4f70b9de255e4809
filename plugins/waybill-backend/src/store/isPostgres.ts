import { Knex } from 'knex';

/** Whether rows can be locked one by one; SQLite has one connection, so that a transaction there locks everything. */
export function isPostgres(tx: Knex): boolean {
  return tx.client.config.client.includes('pg');
}
