import fs from 'node:fs';
import path from 'node:path';
import { progress } from './progress.mjs';
import { run } from './run.mjs';
import { toolchain } from './paths.mjs';

const WANTED = [22, 24];
const INSTALLED = 22;

// A backend is started again and again in a day's work, and a fifth of each start is reading the same sources anew.
const COMPILED = { NODE_COMPILE_CACHE: path.join(toolchain, 'compiled') };

const major = version => Number(version.replace(/^v/, '').split('.')[0]);
const hasHeaders = prefix =>
  fs.existsSync(path.join(prefix, 'include/node/node.h'));

/**
 * A Node that Backstage 1.55 runs on: this one if it is 22 or 24, else one installed from npm's
 * platform packages into `.toolchain`, which bring the headers that native builds need.
 *
 * @returns {Promise<{ node: string, env: Record<string, string> }>} the program and what its children need in their environment
 */
export async function ensureNode() {
  if (WANTED.includes(major(process.version))) {
    const prefix = path.resolve(path.dirname(process.execPath), '..');
    return {
      node: process.execPath,
      env: {
        ...COMPILED,
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${
          process.env.PATH
        }`,
        ...(hasHeaders(prefix) ? { npm_config_nodedir: prefix } : {}),
      },
    };
  }
  const platform = { linux: 'linux', darwin: 'darwin', win32: 'win' }[
    process.platform
  ];
  const name = `node-${platform}-${process.arch}`;
  const prefix = path.join(toolchain, 'node', 'node_modules', name);
  const node = path.join(
    prefix,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!fs.existsSync(node)) {
    await progress(
      `fetching Node ${INSTALLED} (this is ${process.version}; Backstage 1.55 needs 22 or 24)`,
      async () => {
        fs.mkdirSync(path.join(toolchain, 'node'), { recursive: true });
        await run('npm', [
          'install',
          '--no-save',
          '--no-audit',
          '--no-fund',
          '--prefix',
          path.join(toolchain, 'node'),
          `${name}@${INSTALLED}`,
        ]);
      },
    );
  }
  return {
    node,
    env: {
      ...COMPILED,
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
      npm_config_nodedir: prefix,
    },
  };
}
