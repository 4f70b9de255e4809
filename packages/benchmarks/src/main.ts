import { promoteToCommit } from './promoteToCommit';

// Every benchmark prints its own table; a figure is a ratio against what one would do without Waybill, in the same run.
promoteToCommit().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
