import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

/**
 * Has SQLite write ahead into a log, so that a transaction waits for the disk once and not four times. Each still waits:
 * what was answered survives a power cut, which the driver would by default give up for speed in this mode.
 *
 * @remarks The mode stays with the file; how long a commit waits is the connection's, of which SQLite has one. In memory
 * neither does anything. PostgreSQL does this by itself.
 */
export async function journalAhead(knex: Knex): Promise<void> {
  if (!isPostgres(knex)) {
    await knex.raw('PRAGMA journal_mode = WAL');
    await knex.raw('PRAGMA synchronous = FULL');
  }
}
