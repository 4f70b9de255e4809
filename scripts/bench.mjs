// `npm run bench`: figures, each as a ratio in one run.
import { spawn } from 'node:child_process';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ensureNode } from './lib/ensureNode.mjs';
import { root } from './lib/paths.mjs';
import { readSettings } from './lib/settings.mjs';
import { startPostgres } from './lib/startPostgres.mjs';
import { typescript } from './lib/typescript.mjs';

const { node, env } = await ensureNode();
await ensureInstalled({ node, env });
// Where the machine has one; it waits for the disk, as in production.
const postgres = await startPostgres({ durable: true });
spawn(
  node,
  [...typescript('packages/benchmarks/src/main.ts'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...env,
      ...readSettings().environment,
      ...(postgres ? { WAYBILL_BENCH_POSTGRES: postgres.url } : {}),
    },
  },
).on('exit', async code => {
  await postgres?.stop();
  process.exit(code ?? 1);
});
