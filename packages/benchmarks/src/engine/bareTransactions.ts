import { Knex } from 'knex';

const TABLE = 'bench_bare';

/** How many milliseconds as many transactions take that each change one row by its key, so many at a time. */
export async function bareTransactions(
  knex: Knex,
  count: number,
  concurrency: number,
): Promise<number> {
  await knex.schema.createTable(TABLE, table => {
    table.integer('id').primary();
    table.integer('value').notNullable();
  });
  await knex(TABLE).insert(
    Array.from({ length: concurrency }, (_, id) => ({ id, value: 0 })),
  );
  let left = count;
  const worker = async (id: number) => {
    while (left > 0) {
      left -= 1;
      await knex.transaction(async tx => {
        await tx(TABLE).where({ id }).increment('value', 1);
      });
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: concurrency }, (_, id) => worker(id)));
  const took = performance.now() - began;
  await knex.schema.dropTable(TABLE);
  return took;
}
