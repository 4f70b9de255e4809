import { migratedTemplate } from '../database/migratedTemplate';
import { runSeed } from '../run/runSeed';
import { createProgressLine } from './createProgressLine';
import { findingText } from './findingText';
import { readCommand } from './readCommand';
import { reportOf } from './reportOf';
import { simulateMany } from './simulateMany';
import { tryTeeth } from './tryTeeth';

const say = (line: string) => process.stdout.write(`${line}\n`);
/** As much of a story as fits on a few screens. */
const TAIL_LINES = 60;

/** The number of violations, and of faults that should have come about. */
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
      return uncaughtTeeth(command);
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
      const missing = command.complete ? tally.coverage.missing.length : 0;
      return tally.findings.length + missing;
    }
  }
}

/** Prints what has caught each deliberate fault; the number of those that theirs has not. */
async function uncaughtTeeth(
  command: Parameters<typeof tryTeeth>[0],
): Promise<number> {
  const results = await tryTeeth(command, ({ tooth, finding, isCaught }) => {
    if (!finding) {
      say(`${tooth.name}: NOT CAUGHT by ${command.count} seeds`);
      return;
    }
    const wrong = isCaught ? '' : `, AND NOT BY "${tooth.caughtBy}"`;
    const { invariant, seed, what } = finding;
    say(
      `${tooth.name}: caught by "${invariant}" at seed ${seed}${wrong}: ${what}`,
    );
  });
  const caught = results.filter(it => it.isCaught);
  say(`\n${caught.length} of ${results.length} deliberate faults are caught`);
  return results.length - caught.length;
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
