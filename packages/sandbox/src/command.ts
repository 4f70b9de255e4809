import { runCommand } from './control/runCommand';

runCommand({
  args: process.argv.slice(2),
  controlUrl: `http://localhost:${process.env.WAYBILL_GITHUB_PORT || 7013}`,
}).then(
  ({ text, ok }) => {
    process.stdout.write(`${text}\n`);
    process.exitCode = ok ? 0 : 1;
  },
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
