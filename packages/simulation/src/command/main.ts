import { migratedTemplate } from '../database/migratedTemplate';
import { runSeed } from '../run/runSeed';
import { createProgressLine } from './createProgressLine';
import { findingText } from './findingText';
import { readCommand } from './readCommand';
import { reportOf } from './reportOf';
import { simulateMany } from './simulateMany';

const say = (line: string) => process.stdout.write(`${line}\n`);
/** As much of a story as fits on a few screens. */
const TAIL_LINES = 60;

/** The number of violations. */
async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2));
  switch (command.type) {
    case 'replay': {
      const { violation, story, events } = await replay(command.seed);
      process.stdout.write(story());
      say(
        violation
          ? `seed ${command.seed} violates "${violation.invariant}": ${violation.what}`
          : `seed ${command.seed}: ${events} events, no violation`,
      );
      return violation ? 1 : 0;
    }
    case 'teeth':
      throw new Error('There are no teeth yet');
    default: {
      const began = performance.now();
      const seconds = () => (performance.now() - began) / 1000;
      const line = createProgressLine(process.stdout);
      const tally = await simulateMany(command, (soFar, fresh) => {
        fresh.forEach(it => line.say(findingText(it)));
        line.show(
          `${soFar.seeds} of ${command.count} seeds, ${soFar.events} events, ${
            soFar.findings.length
          } violations, ${(soFar.seeds / seconds()).toFixed(1)} seeds/s`,
        );
      });
      line.end();
      say(reportOf(tally, seconds()));
      const [first] = tally.findings;
      if (first) {
        const lines = (await replay(first.seed)).story().trimEnd().split('\n');
        say(`\nthe end of the story of seed ${first.seed}:`);
        lines.slice(-TAIL_LINES).forEach(say);
        say(`\nall of it: npm run simulate -- --seed ${first.seed}`);
      }
      return tally.findings.length;
    }
  }
}

async function replay(seed: number) {
  return runSeed(seed, await migratedTemplate());
}

main().then(
  violations => process.exit(violations > 0 ? 1 : 0),
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  },
);
