import { ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePorts } from '../testing/freePorts';
import { Demo } from '../testing/startDemo';

const ROOT = path.resolve(__dirname, '../../../../..');

/** One of several backends of one database. */
export interface Replica {
  /** As its connections to PostgreSQL call themselves. */
  name: string;
  url: string;
  /** `kill -9`; somebody starts it again at once. */
  kill(): void;
  stop(): Promise<void>;
}

/** Whether a backend answers. */
export async function answers({ url }: Replica): Promise<boolean> {
  const response = await fetch(`${url}/api/waybill/health`, {
    signal: AbortSignal.timeout(2_000),
  }).catch(() => undefined);
  return response !== undefined && [200, 503].includes(response.status);
}

/** Another backend beside a demo's own, with its configuration, and with a port and a cache of its own. */
export async function startReplica(
  demo: Demo,
  options: { name: string; database: string; env: Record<string, string> },
): Promise<Replica> {
  const [port] = await freePorts(1);
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'waybill-replica-'));
  const config = path.join(home, 'app-config.generated.json');
  const generated = JSON.parse(
    fs.readFileSync(path.join(demo.home, 'app-config.generated.json'), 'utf8'),
  );
  generated.backend.database.connection = options.database;
  fs.writeFileSync(config, JSON.stringify(generated), { mode: 0o600 });
  const log = fs.openSync(path.join(home, 'backend.log'), 'a');
  const { ports } = demo;
  let child: ChildProcess;
  let stopping = false;
  const start = () => {
    child = spawn(
      process.execPath,
      [
        '--require',
        path.join(
          ROOT,
          'node_modules/@backstage/cli-node/config/nodeTransform.cjs',
        ),
        path.join(ROOT, 'packages/backend/src/index.ts'),
        ...['--config', path.join(ROOT, 'app-config.yaml')],
        ...['--config', config],
      ],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          WAYBILL_HOME: home,
          WAYBILL_PORT: String(port),
          WAYBILL_REGISTRY_PORT: String(ports.registry),
          WAYBILL_REGISTRY_ENDPOINT: `http://localhost:${ports.registry}`,
          WAYBILL_GIT_PORT: String(ports.git),
          WAYBILL_ARGO_PORT: String(ports.argo),
          WAYBILL_GITHUB_PORT: String(ports.github),
          WAYBILL_HEADLESS: '1',
          NODE_OPTIONS: '',
          NODE_ENV: 'production',
          ...options.env,
        },
        stdio: ['ignore', log, log, 'ipc'],
      },
    );
    child.on('exit', () => {
      if (!stopping) start();
    });
  };
  start();
  return {
    name: options.name,
    url: `http://localhost:${port}`,
    kill: () => child.kill('SIGKILL'),
    async stop() {
      stopping = true;
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      fs.closeSync(log);
      fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
