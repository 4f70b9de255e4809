// `npm run sandbox -- <command>`: does something in the running sandbox.
import { spawn } from 'node:child_process';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ensureNode } from './lib/ensureNode.mjs';
import { root } from './lib/paths.mjs';
import { readSettings } from './lib/settings.mjs';
import { typescript } from './lib/typescript.mjs';

const { node, env } = await ensureNode();
await ensureInstalled({ node, env });
spawn(
  node,
  [...typescript('packages/sandbox/src/command.ts'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env, ...readSettings().environment },
  },
).on('exit', code => process.exit(code ?? 1));
