import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

/**
 * The database's time, to the millisecond. SQLite runs in this process, so its time is this machine's.
 *
 * @remarks The one time that leases, timers and decisions go by. It is the clock of the moment, not of the
 * transaction's start: what waited for a lock sees the time at which it got it.
 */
export async function databaseNow(tx: Knex): Promise<Date> {
  if (!isPostgres(tx)) {
    return new Date();
  }
  const { rows } = await tx.raw(
    `SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::text AS ms`,
  );
  return new Date(Number(rows[0].ms));
}
