import { knex, Knex } from 'knex';
import BetterSqlite3Client from 'knex/lib/dialects/better-sqlite3';
import { Owner } from '../kernel/Owner';
import { Connection, SimulatedDatabase } from './SimulatedDatabase';

interface QueryObject {
  sql: string;
  bindings?: unknown[];
  response?: unknown;
  context?: unknown;
}

/** Knex as the store uses it, for one process; without a pool, and without the pool's timers. */
export function createSimulatedKnex(
  database: SimulatedDatabase,
  owner: Owner,
): Knex {
  class Client extends BetterSqlite3Client {
    async acquireConnection() {
      return database.acquire(owner);
    }

    async releaseConnection(connection: Connection) {
      database.release(connection);
    }

    async destroy() {}

    async _query(connection: Connection, query: QueryObject) {
      switch (query.sql) {
        case 'BEGIN;':
          database.begin(connection);
          return query;
        case 'COMMIT;':
          await database.commit(connection);
          return query;
        case 'ROLLBACK':
          database.rollback(connection);
          return query;
        default: {
          const bindings = this._formatBindings(query.bindings);
          const { rows, result } = await database.query(
            connection,
            query.sql,
            bindings,
          );
          query.response = rows ?? result;
          query.context = result && {
            lastID: result.lastInsertRowid,
            changes: result.changes,
          };
          return query;
        }
      }
    }

    transaction(...args: Parameters<BetterSqlite3Client['transaction']>) {
      const transaction = super.transaction(...args);
      // Knex gives a rollback five seconds of real time.
      transaction.rollback = (connection: Connection, error: unknown) =>
        transaction.query(connection, 'ROLLBACK', 2, error);
      return transaction;
    }
  }
  const made = knex({
    client: Client as unknown as typeof Knex.Client,
    useNullAsDefault: true,
    pool: { max: 0 },
    connection: { filename: ':memory:' },
  });
  // The store asks for the dialect by this name.
  made.client.config.client = 'better-sqlite3';
  return made;
}
