// `npm start`: everything from a fresh clone to a page that can be opened.
import fs from 'node:fs';
import path from 'node:path';
import { ensureAppBuilt } from './lib/ensureAppBuilt.mjs';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ensureNode } from './lib/ensureNode.mjs';
import { home, root } from './lib/paths.mjs';
import { portIsFree } from './lib/portIsFree.mjs';
import { elapsed } from './lib/progress.mjs';
import { readSettings } from './lib/settings.mjs';
import { Supervised } from './lib/Supervised.mjs';
import { typescript } from './lib/typescript.mjs';
import { writeConfig } from './lib/writeConfig.mjs';

const WHAT = {
  backend: ['the Backstage backend', 'WAYBILL_PORT'],
  registry: ["the sandbox's image registry", 'WAYBILL_REGISTRY_PORT'],
  git: ["the sandbox's Git server", 'WAYBILL_GIT_PORT'],
  argo: ["the sandbox's Kubernetes API", 'WAYBILL_ARGO_PORT'],
  github: ["the sandbox's GitHub API", 'WAYBILL_GITHUB_PORT'],
};
/** A sandbox whose owner has taken the example apart must start all the same. */
const EXAMPLE_PATIENCE_MS = 40_000;
const say = line => process.stdout.write(`${line}\n`);

async function checkPorts(settings) {
  for (const [name, port] of Object.entries(settings.ports)) {
    if (name === 'registry' && settings.registryUrl) continue;
    if (!(await portIsFree(port))) {
      const [what, variable] = WHAT[name];
      throw new Error(
        `port ${port} is taken, and ${what} wants it. Stop what listens there (an earlier npm start?), or set ${variable} to another port.`,
      );
    }
  }
}

async function answers(url, test) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return test ? test(response) : response.ok;
  } catch {
    return false;
  }
}

/** Whether the catalog has the example's services and Waybill has looked at their files: what a script wants to find. */
async function exampleIsThere(url) {
  const ask = async (path, headers) => {
    const response = await fetch(`${url}${path}`, {
      headers,
      signal: AbortSignal.timeout(2000),
    });
    return response.ok ? response.json() : undefined;
  };
  try {
    const session = await ask('/api/auth/demo/refresh', {
      'x-waybill-demo-person': 'sam',
    });
    const authorization = `Bearer ${session.backstageIdentity.token}`;
    const { items } = await ask('/api/waybill/pipelines', { authorization });
    return items.filter(({ state }) => state !== 'unreadable').length >= 3;
  } catch {
    return false;
  }
}

async function main() {
  const settings = readSettings();
  await checkPorts(settings);
  const { node, env } = await ensureNode();
  await ensureInstalled({ node, env });
  if (!settings.headless) {
    await ensureAppBuilt({ node, env: { ...env, ...settings.environment } });
  }
  const generated = writeConfig(settings);
  const url = `http://localhost:${settings.ports.backend}`;
  const childEnv = { ...env, ...settings.environment, NODE_ENV: 'production' };
  const debug = process.env.WAYBILL_LOG === '1';
  let stopping = false;
  const child = (name, args) =>
    new Supervised({
      name,
      node,
      args,
      env: childEnv,
      onLine: line => debug && say(`[${name}] ${line}`),
      onRestart: (reason, failures) => {
        say(`${reason}; starting it again`);
        if (failures >= 4) {
          say(
            `it keeps ending; the last lines of ${path.relative(
              root,
              home,
            )}/logs/${name}.log may say why`,
          );
        }
      },
    });

  const sandbox = child('sandbox', typescript('packages/sandbox/src/main.ts'));
  const backend = child('backend', [
    ...typescript('packages/backend/src/index.ts'),
    '--config',
    path.join(root, 'app-config.yaml'),
    '--config',
    generated,
  ]);
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await Promise.all([backend.stop(), sandbox.stop()]);
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  fs.mkdirSync(home, { recursive: true });

  say('… starting the sandbox (registry, Git, Argo CD, GitHub) and Backstage');
  sandbox.start();
  backend.start();
  const begun = Date.now();
  const ready = async () =>
    (await answers(`http://localhost:${settings.ports.github}/`)) &&
    (await answers(`${url}/api/waybill/health`, response =>
      [200, 503].includes(response.status),
    )) &&
    (settings.headless || (await answers(`${url}/`)));
  const filled = async () => {
    if (await exampleIsThere(url)) return true;
    answering ??= Date.now();
    return Date.now() - answering > EXAMPLE_PATIENCE_MS;
  };
  let answering;
  let told = Date.now();
  while (!(await ready()) || !(await filled())) {
    if (Date.now() - told > 20_000) {
      told = Date.now();
      say(
        `  still starting (${Math.round(
          (told - begun) / 1000,
        )} s); logs are in ${path.relative(root, home)}/logs`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  say(
    settings.headless
      ? `ready ${url}`
      : `\nWaybill is ready after ${elapsed()}: open ${url}`,
  );
  say(
    settings.headless
      ? ''
      : `The sandbox's page (push an image, merge a pull request, break an application): http://localhost:${settings.ports.github}\nStop with Ctrl-C; npm run reset clears what the demo holds.`,
  );
}

main().catch(error => {
  process.stderr.write(`\nnpm start failed: ${error.message}\n`);
  process.exit(1);
});
