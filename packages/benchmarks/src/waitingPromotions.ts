import { Knex } from 'knex';
import { benchDatabases, BenchDatabase } from './engine/benchDatabases';
import { nullStep } from './engine/nullStep';
import { Place, startBenchEngine } from './engine/startBenchEngine';
import { waitStep } from './engine/waitStep';
import { median } from './median';
import { table } from './table';

const PIPELINES = 50;
const WAITING_STAGES = 20;
const TIMED = 40;
const ACTOR = { type: 'user', ref: 'user:default/dana' } as const;

type BenchEngine = Awaited<ReturnType<typeof startBenchEngine>>;

/**
 * What 1,000 Promotions that wait for a merge, asking every 15 s, cost: how many workers they hold on average, and how
 * many times as long another Promotion takes beside them.
 */
export async function waitingPromotions(): Promise<void> {
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
      `engine, a promotion of one null step beside ${
        PIPELINES * WAITING_STAGES
      } that wait: medians of ${TIMED}`,
      ['', 'alone', 'beside them', 'times', 'workers held by them (of 4)'],
      rows,
    ),
  );
}

async function measure({ name, knex }: BenchDatabase): Promise<string[]> {
  const waiting = Array.from(
    { length: WAITING_STAGES },
    (_, n) => [`wait-${n}`, waitStep] as const,
  );
  const engine = await startBenchEngine(knex, {
    pipelines: PIPELINES,
    stages: { dev: nullStep, ...Object.fromEntries(waiting) },
    steps: 1,
  });
  const fast = engine.places.filter(it => it.stage === 'dev');
  const alone = await timeThem(knex, engine, fast);
  for (const place of engine.places.filter(it => it.stage !== 'dev')) {
    await engine.engine.createPromotion({
      ...place,
      actor: ACTOR,
      rollback: false,
    });
  }
  for (;;) {
    const row = (await knex('promotion_steps')
      .where({ uses: waitStep.id, status: 'Running' })
      .count({ count: '*' })
      .first()) as { count: number | string };
    if (Number(row.count) === PIPELINES * WAITING_STAGES) break;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  // Two rounds of asking, so that they are spread as they will be.
  await new Promise(resolve => setTimeout(resolve, 30_000));
  const held: number[] = [];
  const sampling = setInterval(async () => {
    const row = (await knex('work_items')
      .where({ kind: 'promotion' })
      .whereNotNull('claim_token')
      .count({ count: '*' })
      .first()) as { count: number | string };
    held.push(Number(row.count));
  }, 250);
  await new Promise(resolve => setTimeout(resolve, 30_000));
  clearInterval(sampling);
  const beside = await timeThem(knex, engine, fast);
  await engine.engine.stop();
  const average = held.reduce((sum, count) => sum + count, 0) / held.length;
  return [
    name,
    `${median(alone).toFixed(0)} ms`,
    `${median(beside).toFixed(0)} ms`,
    `x${(median(beside) / median(alone)).toFixed(2)}`,
    average.toFixed(2),
  ];
}

/** How long each takes from the request to its end, in milliseconds, one after the other. */
async function timeThem(
  knex: Knex,
  { engine }: BenchEngine,
  places: Place[],
): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < TIMED; n++) {
    const began = performance.now();
    const { id } = await engine.createPromotion({
      ...places[n % places.length],
      actor: ACTOR,
      rollback: false,
    });
    for (;;) {
      const row = await knex('promotions').where({ id }).first('finished_at');
      if (row.finished_at !== null) break;
      await new Promise(resolve => setTimeout(resolve, 2));
    }
    times.push(performance.now() - began);
  }
  return times;
}
