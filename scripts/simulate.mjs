// `npm run simulate`: the engine in simulated worlds, as many as one likes.
import { spawn } from 'node:child_process';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ensureNode } from './lib/ensureNode.mjs';
import { root } from './lib/paths.mjs';
import { typescript } from './lib/typescript.mjs';

const { node, env } = await ensureNode();
await ensureInstalled({ node, env });
spawn(
  node,
  [
    ...typescript('packages/simulation/src/command/main.ts'),
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
).on('exit', code => process.exit(code ?? 1));
