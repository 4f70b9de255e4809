import { engineThroughput } from './engineThroughput';
import { promoteToCommit } from './promoteToCommit';

// Every benchmark prints its own table; a figure is a ratio against what one would do without Waybill, in the same run.
const benchmarks: Record<string, () => Promise<void>> = {
  commit: promoteToCommit,
  engine: engineThroughput,
};

async function main(): Promise<void> {
  const asked = process.argv[2];
  const names = Object.keys(benchmarks);
  if (asked !== undefined && !asked.startsWith('-') && !names.includes(asked)) {
    throw new Error(
      `Expected one of the benchmarks ${names.join(', ')}, found ${asked}`,
    );
  }
  for (const [name, run] of Object.entries(benchmarks)) {
    if (asked === undefined || asked.startsWith('-') || asked === name) {
      await run();
    }
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
