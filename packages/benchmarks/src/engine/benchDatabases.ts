import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateStore } from '@waybill/backstage-plugin-waybill-backend/src/store/migrateStore';
import createKnex, { Knex } from 'knex';

/** A migrated database of the kind that an installation has. */
export interface BenchDatabase {
  name: string;
  knex: Knex;
  close(): Promise<void>;
}

/**
 * SQLite in a file, set up as Backstage sets it up, and PostgreSQL where `WAYBILL_BENCH_POSTGRES` gives the address of
 * an empty one.
 */
export async function benchDatabases(): Promise<BenchDatabase[]> {
  const directory = await mkdtemp(join(tmpdir(), 'waybill-bench-'));
  const sqlite = createKnex({
    client: 'better-sqlite3',
    connection: { filename: join(directory, 'waybill.sqlite') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const databases: BenchDatabase[] = [
    {
      name: 'SQLite',
      knex: sqlite,
      async close() {
        await sqlite.destroy();
        await rm(directory, { recursive: true, force: true });
      },
    },
  ];
  const address = process.env.WAYBILL_BENCH_POSTGRES;
  if (address) {
    const postgres = createKnex({
      client: 'pg',
      connection: address,
      pool: { min: 2, max: 20 },
    });
    databases.push({
      name: 'PostgreSQL',
      knex: postgres,
      close: () => postgres.destroy(),
    });
  }
  for (const { knex } of databases) {
    await migrateStore({ getClient: async () => knex });
  }
  return databases;
}
