/** What of Knex's own client is replaced; its types know none of it. */
declare module 'knex/lib/dialects/better-sqlite3' {
  interface KnexTransaction {
    query(
      connection: unknown,
      sql: string,
      status: number,
      value: unknown,
    ): Promise<unknown>;
    rollback(connection: unknown, error: unknown): Promise<unknown>;
  }
  export default class BetterSqlite3Client {
    transaction(...args: unknown[]): KnexTransaction;
    _formatBindings(bindings: unknown[] | undefined): unknown[];
  }
}
