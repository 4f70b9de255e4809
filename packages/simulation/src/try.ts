import { createHash } from 'node:crypto';
import { migratedTemplate } from './database/migratedTemplate';
import { runSeed } from './run/runSeed';

async function main() {
  const template = await migratedTemplate();
  const first = Number(process.argv[2] ?? 1);
  const count = Number(process.argv[3] ?? 1);
  const bad = new Map<string, number[]>();
  const counts = new Map<string, number>();
  let cpu = 0;
  let events = 0;
  for (let seed = first; seed < first + count; seed++) {
    const began = process.cpuUsage();
    const outcome = await runSeed(seed, template);
    for (const [sql, n] of outcome.counts)
      counts.set(sql, (counts.get(sql) ?? 0) + n);
    cpu += process.cpuUsage(began).user / 1000;
    events += outcome.events;
    if (outcome.violation) {
      const { invariant } = outcome.violation;
      if (!bad.has(invariant)) {
        bad.set(invariant, []);
        console.log(seed, invariant, outcome.violation.what);
      }
      bad.get(invariant)!.push(seed);
    }
    if (count === 1) console.log(outcome.story());
    if (process.env.TWICE) {
      const hash = (text: string) =>
        createHash('sha1').update(text).digest('hex');
      const again = await runSeed(seed, template);
      if (hash(again.story()) !== hash(outcome.story()))
        console.log('NOT THE SAME', seed);
    }
  }
  if (process.env.COUNT) {
    console.log([...counts.values()].reduce((a, b) => a + b) / count);
    for (const [sql, n] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 40))
      console.log((n / count).toFixed(1), sql.slice(0, 150));
  }
  console.log(`${(cpu / count).toFixed(0)} ms/seed, ${events / count} events`);
  for (const [name, seeds] of bad)
    console.log(name, seeds.length, seeds.slice(0, 8).join(' '));
}
main();
