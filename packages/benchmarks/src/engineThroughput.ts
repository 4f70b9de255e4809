import { bareTransactions } from './engine/bareTransactions';
import { BenchDatabase, benchDatabases } from './engine/benchDatabases';
import { nullStep } from './engine/nullStep';
import { Place, startBenchEngine } from './engine/startBenchEngine';
import { table } from './table';

const PIPELINES = 100;
const PROMOTIONS = 1_000;
const STEPS = 3;
/** Who asks for promotions at the same time. */
const ASKERS = 8;

/**
 * Promotions from the request to the verified Stage, of three steps that do nothing: what the engine itself takes, and
 * how many times as long as it takes to make as many transactions that change a row each.
 */
export async function engineThroughput(): Promise<void> {
  const rows: string[][] = [];
  for (const database of await benchDatabases()) {
    try {
      rows.push(await measure(database));
    } finally {
      await database.close();
    }
  }
  process.stdout.write(
    table(
      `engine, ${PROMOTIONS} promotions of ${STEPS} null steps on ${PIPELINES} Stages, from request to verified`,
      [
        '',
        'promotions/s',
        'steps/s',
        'turns/s',
        'transactions/s',
        'times as many bare transactions',
      ],
      rows,
    ),
  );
}

async function measure({ name, knex }: BenchDatabase): Promise<string[]> {
  const { engine, places } = await startBenchEngine(knex, {
    pipelines: PIPELINES,
    stages: { dev: nullStep },
    steps: STEPS,
  });
  let transactions = 0;
  let turns = 0;
  knex.on('query', ({ sql }: { sql: string }) => {
    if (/^begin/i.test(sql)) transactions += 1;
    // The last thing of each turn: the item is due again, or gone.
    if (/^(update|delete).*claimed_pokes/i.test(sql)) turns += 1;
  });
  const began = performance.now();
  await askFor(places, place =>
    engine.createPromotion({
      ...place,
      actor: { type: 'user', ref: 'user:default/dana' },
      rollback: false,
    }),
  );
  await ended(knex);
  const took = performance.now() - began;
  const made = { transactions, turns };
  await engine.stop();
  const bare = await bareTransactions(knex, made.transactions, ASKERS);
  const perSecond = (count: number) => ((count / took) * 1000).toFixed(0);
  return [
    name,
    perSecond(PROMOTIONS),
    perSecond(PROMOTIONS * STEPS),
    perSecond(made.turns),
    perSecond(made.transactions),
    `x${(took / bare).toFixed(2)}`,
  ];
}

async function askFor(
  places: Place[],
  ask: (place: Place) => Promise<unknown>,
): Promise<void> {
  let asked = 0;
  const asker = async () => {
    while (asked < PROMOTIONS) {
      const place = places[asked % places.length];
      asked += 1;
      await ask(place);
    }
  };
  await Promise.all(Array.from({ length: ASKERS }, asker));
}

async function ended(knex: BenchDatabase['knex']): Promise<void> {
  for (;;) {
    const { open } = (await knex('promotions')
      .whereNull('finished_at')
      .count({ open: '*' })
      .first()) as { open: number | string };
    if (Number(open) === 0) break;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const succeeded = await knex('promotions').where({ phase: 'Succeeded' });
  if (succeeded.length !== PROMOTIONS) {
    throw new Error(
      `Expected ${PROMOTIONS} Promotions to succeed, found ${succeeded.length}`,
    );
  }
}
