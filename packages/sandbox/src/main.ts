import { join, resolve } from 'node:path';
import { PortTakenError } from './server/listenOnLoopback';
import { Sandbox, startSandbox } from './startSandbox';

const SERVERS = {
  registry: ['image registry', 'WAYBILL_REGISTRY_PORT', 7010],
  git: ['Git server', 'WAYBILL_GIT_PORT', 7011],
  argo: ['Kubernetes API', 'WAYBILL_ARGO_PORT', 7012],
  github: ['GitHub API', 'WAYBILL_GITHUB_PORT', 7013],
} as const;

function readPort(name: keyof typeof SERVERS): number {
  const [, variable, standard] = SERVERS[name];
  const text = process.env[variable] || String(standard);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(
      `${variable} must be a port number between 1 and 65535, it is '${text}'`,
    );
  }
  return port;
}

/** Says which server wanted the port and which variable moves it. */
function explain(error: unknown, ports: Record<string, number>): string {
  if (!(error instanceof PortTakenError)) {
    return error instanceof Error ? error.stack ?? error.message : `${error}`;
  }
  const [name] =
    Object.entries(ports).find(([, port]) => port === error.port) ?? [];
  const [what, variable] = SERVERS[name as keyof typeof SERVERS];
  return `port ${error.port} is taken, and the sandbox's ${what} wants it. Stop what listens there, or set ${variable} to another port.`;
}

async function main() {
  const ports = {
    registry: readPort('registry'),
    git: readPort('git'),
    argo: readPort('argo'),
    github: readPort('github'),
  };
  let sandbox: Sandbox | undefined;
  let stopping = false;
  const stop = async () => {
    if (!stopping) {
      stopping = true;
      await sandbox?.close();
      process.exit(0);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.send) {
    // Started by another process, and it is gone, killed or not.
    process.on('disconnect', stop);
  }
  try {
    sandbox = await startSandbox({
      directory: join(
        resolve(process.env.WAYBILL_HOME || '.waybill'),
        'sandbox',
      ),
      ports,
      registryUrl: process.env.WAYBILL_REGISTRY_URL || undefined,
    });
  } catch (error) {
    process.stderr.write(`${explain(error, ports)}\n`);
    process.exit(1);
  }
  for (const [name, url] of Object.entries(sandbox.urls)) {
    process.stdout.write(`${name} ${url}\n`);
  }
  process.stdout.write('sandbox ready\n');
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
