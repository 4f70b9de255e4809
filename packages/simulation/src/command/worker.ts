import { migratedTemplate } from '../database/migratedTemplate';
import { runSeed } from '../run/runSeed';
import { sameStory } from './sameStory';
import { Tally, TallyReport } from './Tally';

/** Seeds to run, both ends included. */
export interface Portion {
  from: number;
  to: number;
  /** How many of them, from the first, are run a second time. */
  again: number;
}

/** What they have shown. */
export interface Answer {
  tally: TallyReport;
}

// One process of many: gets portions of seeds, answers each with what they have shown.
const template = migratedTemplate();

async function work({ from, to, again }: Portion): Promise<void> {
  const tally = new Tally();
  for (let seed = from; seed <= to; seed += 1) {
    const first = await runSeed(seed, await template);
    tally.add(
      seed < from + again
        ? sameStory(first, await runSeed(seed, await template))
        : first,
    );
  }
  const answer: Answer = { tally: tally.report };
  process.send?.(answer);
}

process.on('message', (portion: Portion) => {
  work(portion).catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit());
