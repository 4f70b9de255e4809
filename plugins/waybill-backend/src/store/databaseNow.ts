import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

/**
 * The database's time, to the millisecond.
 *
 * @remarks The one time that leases, timers and decisions go by. It is the clock of the moment, not of the
 * transaction's start: what waited for a lock sees the time at which it got it.
 */
export async function databaseNow(tx: Knex): Promise<Date> {
  const rows = isPostgres(tx)
    ? (
        await tx.raw(
          `SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::text AS ms`,
        )
      ).rows
    : await tx.raw(
        `SELECT CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER) AS ms`,
      );
  return new Date(Number(rows[0].ms));
}
