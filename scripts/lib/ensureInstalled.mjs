import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { progress } from './progress.mjs';
import { root, toolchain } from './paths.mjs';
import { run } from './run.mjs';

const STAMP = path.join(toolchain, 'installed');

async function wanted(node) {
  const { output } = await run(node, ['-p', 'process.versions.modules']);
  const hash = crypto.createHash('sha256').update(`abi ${output.trim()}\n`);
  for (const file of ['yarn.lock', '.yarnrc.yml', 'package.json']) {
    hash.update(fs.readFileSync(path.join(root, file)));
  }
  for (const folder of ['packages', 'plugins']) {
    for (const name of fs.readdirSync(path.join(root, folder)).sort()) {
      const file = path.join(root, folder, name, 'package.json');
      if (fs.existsSync(file)) hash.update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Dependencies as `yarn.lock` says, native parts built for the Node that will run them. Does nothing when that is so already. */
export async function ensureInstalled({ node, env }) {
  const stamp = await wanted(node);
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === stamp) return;
  const yarn = path.join(root, '.yarn/releases/yarn-4.13.0.cjs');
  // Yarn asks npm's configuration for nothing: a registry configured there has to be handed on.
  const { output } = await run('npm', ['config', 'get', 'registry'], {
    allowFailure: true,
  });
  const registry = output.match(/^https?:\/\/\S+$/m)?.[0]?.replace(/\/$/, '');
  await progress(
    'installing dependencies (a few minutes the first time)',
    async () => {
      const arguments_ = [
        yarn,
        'install',
        ...(process.env.CI ? ['--immutable'] : []),
      ];
      await run(node, arguments_, {
        cwd: root,
        env: {
          ...env,
          YARN_ENABLE_TELEMETRY: '0',
          ...(registry && !process.env.YARN_NPM_REGISTRY_SERVER
            ? { YARN_NPM_REGISTRY_SERVER: registry }
            : {}),
        },
      });
      const sqlite = await run(
        node,
        ['-e', "new (require('better-sqlite3'))(':memory:')"],
        {
          cwd: path.join(root, 'packages/backend'),
          allowFailure: true,
        },
      );
      if (sqlite.code !== 0) {
        await run(node, [yarn, 'rebuild', 'better-sqlite3'], {
          cwd: root,
          env,
        });
      }
    },
  );
  fs.mkdirSync(toolchain, { recursive: true });
  fs.writeFileSync(STAMP, await wanted(node));
}
