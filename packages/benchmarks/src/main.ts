import { parseArgs } from 'node:util';
import { engineThroughput } from './engineThroughput';
import { promoteToCommit } from './promoteToCommit';
import { readCounts } from './readCounts';
import { readTrees } from './readTrees';
import { waitingPromotions } from './waitingPromotions';

const USAGE = `npm run bench -- [commit] [engine] [waiting] [--files 5000,50000] [--tree git,github] [--rounds 15] [--latency 50]

  commit    from "promote" to the commit on the remote
  engine    promotions of steps that do nothing
  waiting   a promotion beside a thousand that wait
            Default: all of them

  --files   commit: how many files the repository has. Default: 5000
  --tree    commit: git (the git program), github (GitHub's API). Default: both
  --rounds  commit: how often each is timed. Default: 15
  --latency commit: how many ms GitHub's API is away, there and back. Default: 0
`;

/** Enough to have the one that is edited. */
const LEAST_FILES = 430;

/** Every benchmark prints its own tables; a figure is a ratio against what one would do without Waybill, in the same run. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      files: { type: 'string', default: '5000' },
      tree: { type: 'string', default: 'git,github' },
      rounds: { type: 'string', default: '15' },
      latency: { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const sizes = readCounts('files', values.files, LEAST_FILES);
  const [rounds] = readCounts('rounds', values.rounds, 1);
  const [latencyMs] = readCounts('latency', values.latency, 0);
  const trees = readTrees(values.tree);
  const benchmarks: Record<string, () => Promise<void>> = {
    async commit() {
      for (const tree of trees) {
        for (const files of sizes) {
          await promoteToCommit({ files, tree, rounds, latencyMs });
        }
      }
    },
    engine: engineThroughput,
    waiting: waitingPromotions,
  };
  const unknown = positionals.find(name => !Object.hasOwn(benchmarks, name));
  if (unknown !== undefined) {
    throw new Error(
      `Expected ${Object.keys(benchmarks).join(', ')}, found "${unknown}"`,
    );
  }
  for (const [name, run] of Object.entries(benchmarks)) {
    if (positionals.length === 0 || positionals.includes(name)) {
      await run();
    }
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n\n${USAGE}`);
    process.exit(1);
  },
);
