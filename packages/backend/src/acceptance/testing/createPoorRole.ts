import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface PoorRole {
  /** Of its database. */
  url: string;
  /** Schemas that its tables are in. */
  schemas(): Promise<string[]>;
  drop(): Promise<void>;
}

/** A role that may not create databases, and a database that is its own. */
export async function createPoorRole(superuserUrl: string): Promise<PoorRole> {
  const name = `waybill_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const within = async <T>(
    url: string,
    work: (client: Client) => Promise<T>,
  ) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  await within(superuserUrl, async client => {
    await client.query(
      `CREATE ROLE ${name} LOGIN PASSWORD '${password}' NOSUPERUSER NOCREATEDB NOCREATEROLE`,
    );
    await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
  });
  const url = new URL(superuserUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  return {
    url: url.href,
    schemas: () =>
      within(url.href, async client => {
        const { rows } = await client.query<{ schemaname: string }>(
          `SELECT DISTINCT schemaname FROM pg_tables WHERE tableowner = $1 ORDER BY 1`,
          [name],
        );
        return rows.map(row => row.schemaname);
      }),
    drop: () =>
      within(superuserUrl, async client => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        await client.query(`DROP ROLE IF EXISTS ${name}`);
      }),
  };
}
