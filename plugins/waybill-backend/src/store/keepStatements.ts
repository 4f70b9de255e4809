import { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import { isPostgres } from './isPostgres';

/** How many statements are kept; the store has about a hundred and fifty, some in a few lengths. */
const MOST_STATEMENTS = 500;

interface SqliteConnection {
  prepare(sql: string): object;
}

/**
 * Has SQLite's driver prepare each statement once, and not each time that it runs, which takes as long again as to run
 * it. Call it when the tables are as they will stay; PostgreSQL needs none of it.
 */
export async function keepStatements(knex: Knex): Promise<void> {
  if (isPostgres(knex)) {
    return;
  }
  const connection: SqliteConnection = await knex.client.acquireConnection();
  try {
    const prepare = connection.prepare.bind(connection);
    const kept = new LRUCache<string, object>({ max: MOST_STATEMENTS });
    connection.prepare = sql => {
      const statement = kept.get(sql) ?? prepare(sql);
      kept.set(sql, statement);
      return statement;
    };
  } finally {
    await knex.client.releaseConnection(connection);
  }
}
