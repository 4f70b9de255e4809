import { ChildProcess, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { DemoApi } from './DemoApi';
import { eventually } from './eventually';
import { freePorts } from './freePorts';

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, '../../../../..');
const START_TIMEOUT_MS = 240_000;

export type DemoPerson = 'dana' | 'olga' | 'sam' | 'otto';

export interface DemoPorts {
  backend: number;
  registry: number;
  git: number;
  argo: number;
  github: number;
}

/** `npm start` on ports and a folder of its own, as a user would run it; driven from outside only. */
export interface Demo {
  url: string;
  ports: DemoPorts;
  home: string;
  /** What `WAYBILL_TOKEN` was set to. */
  token: string;
  /** With that token. */
  service: DemoApi;
  as(person: DemoPerson): Promise<DemoApi>;
  /** `kill -9` of the backend alone; the launcher starts it again. Resolves when it answers again. */
  killBackend(): Promise<void>;
  /** `kill -9`, without waiting for the restart. */
  killBackendNow(): Promise<number>;
  backendAnswers(): Promise<void>;
  /** `kill -9` of all there is: launcher, sandbox and backend. */
  killAll(): Promise<void>;
  /** A JSON call of the sandbox's control API. */
  control(action: string, body?: object): Promise<unknown>;
  /** `git` in a fresh bare mirror of a repository of the sandbox. */
  git(repository: string, ...args: string[]): Promise<string>;
  output(): string;
  stop(): Promise<void>;
}

function lastWords(home: string): string {
  const log = path.join(home, 'logs/backend.log');
  return fs.existsSync(log) ? fs.readFileSync(log, 'utf8').slice(-4000) : '';
}

async function chooseDemoPorts(): Promise<DemoPorts> {
  const [backend, registry, git, argo, github] = await freePorts(5);
  return { backend, registry, git, argo, github };
}

/** `home` and `ports`: where an earlier one was, whose folder then stays until somebody removes it. */
export async function startDemo(
  options: {
    headless?: boolean;
    env?: Record<string, string>;
    home?: string;
    ports?: DemoPorts;
  } = {},
): Promise<Demo> {
  const { headless = true } = options;
  const ports = options.ports ?? (await chooseDemoPorts());
  const { backend, registry, git, argo, github } = ports;
  const home =
    options.home ?? fs.mkdtempSync(path.join(os.tmpdir(), 'waybill-demo-'));
  const token = 'acceptance-token-0123456789';
  let output = '';
  const child: ChildProcess = spawn(
    process.execPath,
    [path.join(ROOT, 'scripts/start.mjs')],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        WAYBILL_HOME: home,
        WAYBILL_PORT: String(backend),
        WAYBILL_REGISTRY_PORT: String(registry),
        WAYBILL_GIT_PORT: String(git),
        WAYBILL_ARGO_PORT: String(argo),
        WAYBILL_GITHUB_PORT: String(github),
        WAYBILL_TOKEN: token,
        ...(headless ? { WAYBILL_HEADLESS: '1' } : { WAYBILL_HEADLESS: '' }),
        NODE_OPTIONS: '',
        NODE_ENV: 'development',
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const take = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout!.on('data', take);
  child.stderr!.on('data', take);

  const url = `http://localhost:${backend}`;
  const pid = (name: 'backend' | 'sandbox' = 'backend') =>
    Number(fs.readFileSync(path.join(home, `${name}.pid`), 'utf8'));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      const last = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(last);
    }
    if (!options.home)
      fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };

  const backendAnswers = async () => {
    await eventually(
      'the backend answers',
      async () => {
        const response = await fetch(`${url}/api/waybill/health`).catch(
          () => undefined,
        );
        return response !== undefined && [200, 503].includes(response.status);
      },
      { timeoutMs: 60_000 },
    );
  };

  const ready = headless ? `ready ${url}` : 'Waybill is ready';
  try {
    await eventually(
      'npm start to be ready',
      async () =>
        child.exitCode !== null ||
        output.includes(ready) ||
        output.includes('keeps ending'),
      { timeoutMs: START_TIMEOUT_MS, describe: async () => output },
    );
    if (!output.includes(ready))
      throw new Error(`npm start failed: ${output}${lastWords(home)}`);
  } catch (error) {
    await stop();
    throw error;
  }

  const killBackendNow = async () => {
    const killed = pid();
    process.kill(killed, 'SIGKILL');
    return killed;
  };

  return {
    url,
    ports,
    home,
    token,
    service: new DemoApi(url, token),
    async as(person) {
      const response = await fetch(`${url}/api/auth/demo/refresh`, {
        headers: { 'x-waybill-demo-person': person },
      });
      if (!response.ok)
        throw new Error(`Sign-in of ${person}: ${response.status}`);
      const { backstageIdentity } = (await response.json()) as {
        backstageIdentity: { token: string };
      };
      return new DemoApi(url, backstageIdentity.token);
    },
    killBackendNow,
    async killBackend() {
      const killed = await killBackendNow();
      await eventually(
        'the launcher to start the backend again',
        async () => pid() !== killed,
      );
      await backendAnswers();
    },
    backendAnswers,
    async killAll() {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGKILL');
      process.kill(pid('sandbox'), 'SIGKILL');
      process.kill(pid('backend'), 'SIGKILL');
      await ended;
      await eventually('nobody to listen any more', async () => {
        const urls = Object.values(ports).map(it => `http://localhost:${it}/`);
        const answers = await Promise.allSettled(urls.map(it => fetch(it)));
        return answers.every(it => it.status === 'rejected');
      });
    },
    async control(action, body = {}) {
      const response = await fetch(
        `http://localhost:${github}/_control/${action}`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(60_000),
        },
      );
      const text = await response.text();
      if (!response.ok)
        throw new Error(`sandbox ${action}: ${response.status} ${text}`);
      return text ? JSON.parse(text) : undefined;
    },
    async git(repository, ...args) {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waybill-clone-'));
      try {
        await run('git', [
          'clone',
          '--quiet',
          '--mirror',
          `http://localhost:${git}/${repository}.git`,
          folder,
        ]);
        const { stdout } = await run('git', ['-C', folder, ...args]);
        return stdout.trim();
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    },
    output: () => output,
    stop,
  };
}
