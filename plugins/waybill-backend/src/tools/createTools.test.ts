import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { StepFailure, ToolRun } from '@waybill/backstage-plugin-waybill-node';
import { createTools } from './createTools';

/** Small programs stand as the tools; what runs them is the real thing. */
describe('tools', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-tools-test-'));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(directory, { recursive: true, force: true });
  });

  /** A program of JavaScript, configured as kustomize. */
  const toolsWith = async (code: string, more: object = {}) => {
    const path = join(directory, 'kustomize');
    await writeFile(path, `#!${process.execPath}\n${code}`);
    await chmod(path, 0o755);
    return createTools({
      config: mockServices.rootConfig({
        data: { waybill: { tools: { kustomize: { path }, ...more } } },
      }),
    });
  };
  const a = (run: Partial<ToolRun> = {}): ToolRun => ({
    tool: 'kustomize',
    args: [],
    directory,
    timeoutMs: 20_000,
    signal: new AbortController().signal,
    ...run,
  });

  it('answers with what a program printed and how it ended, its arguments untouched by any shell', async () => {
    const tools = await toolsWith(
      'process.stderr.write("oh"); process.stdout.write(process.argv.slice(2).join("|")); process.exitCode = 3',
    );
    const args = ['$(id)', '`id`', '; rm -rf /', 'a b', '*'];
    const { code, stdout, stderr } = await tools.run(a({ args }));
    expect({ code, stdout: stdout.toString(), stderr }).toEqual({
      code: 3,
      stdout: args.join('|'),
      stderr: 'oh',
    });
  });

  it('gives a program its input and its folder', async () => {
    const tools = await toolsWith(
      'process.stdin.on("data", text => process.stdout.write(process.cwd() + text))',
    );
    const { stdout } = await tools.run(a({ stdin: ' hello' }));
    expect(stdout.toString()).toBe(`${directory} hello`);
  });

  it('shows a program nothing of this process but where programs are', async () => {
    jest.replaceProperty(process, 'env', {
      ...process.env,
      GITHUB_TOKEN: 'ghp_secret',
      HELM_PLUGINS: '/somewhere',
      KUBECONFIG: '/root/.kube/config',
      HOME: '/root',
      JSONNET_PATH: '/etc',
      SSH_AUTH_SOCK: '/tmp/agent',
      NODE_OPTIONS: '',
    });
    const tools = await toolsWith(
      'process.stdout.write(JSON.stringify(process.env))',
    );
    const { stdout } = await tools.run(a());
    const env = JSON.parse(stdout.toString()) as Record<string, string>;
    expect(stdout.toString()).not.toContain('ghp_secret');
    expect(env).not.toHaveProperty('SSH_AUTH_SOCK');
    expect(env).not.toHaveProperty('JSONNET_PATH');
    expect(env.KUBECONFIG).toBe('/dev/null');
    expect(env.HOME).not.toBe('/root');
    expect(env.HELM_PLUGINS).not.toBe('/somewhere');
    expect(env.HELM_NO_PLUGINS).toBe('1');
    // A home of this one run.
    expect(existsSync(env.HOME)).toBe(false);
  });

  describe('the network', () => {
    const CODE = `
      fetch(process.argv[2]).then(
        () => process.stdout.write('reached'),
        () => process.stdout.write('not reached'),
      )`;
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    beforeAll(
      () => new Promise<void>(done => server.listen(0, '127.0.0.1', done)),
    );
    afterAll(() => new Promise(done => server.close(done)));
    beforeEach(() => {
      asked = 0;
    });
    const url = () =>
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

    it('is there when the platform says so', async () => {
      const tools = await toolsWith(CODE, { network: true });
      const { stdout } = await tools.run(a({ args: [url()] }));
      expect(stdout.toString()).toBe('reached');
      expect(tools.network).toBe(true);
    });

    it('is closed to git and to clients that heed proxies, whatever the machine can do', async () => {
      const tools = await toolsWith(
        'process.stdout.write(JSON.stringify(process.env))',
      );
      const env = JSON.parse((await tools.run(a())).stdout.toString());
      expect(env).toMatchObject({
        GIT_ALLOW_PROTOCOL: 'none',
        HTTPS_PROXY: 'http://127.0.0.1:9',
        http_proxy: 'http://127.0.0.1:9',
      });
      expect(tools.network).toBe(false);
    });

    it('is not there at all where the kernel lets us take it away', async () => {
      const tools = await toolsWith(CODE);
      const { stdout } = await tools.run(a({ args: [url()] }));
      const isolated = stdout.toString() === 'not reached';
      expect(asked).toBe(isolated ? 0 : 1);
      if (!isolated) {
        process.stdout.write(
          'This machine has no network namespaces for its users: that tools are cut off by them was not tested\n',
        );
      }
    });
  });

  it('stops a program that takes too long, and all that it has started', async () => {
    const pidFile = join(directory, 'child.pid');
    const tools = await toolsWith(`
      const { spawn } = require('child_process');
      process.on('SIGTERM', () => {});
      const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      require('fs').writeFileSync(${JSON.stringify(
        pidFile,
      )}, String(child.pid));
      setInterval(() => {}, 1000);`);
    await expect(tools.run(a({ timeoutMs: 1_500 }))).rejects.toThrow(
      'kustomize did not end within 1.5 s and was stopped',
    );
    await expectGone(Number(await readFile(pidFile, 'utf8')));
  });

  it('stops a program when nobody wants its answer any more', async () => {
    const started = join(directory, 'started');
    const tools = await toolsWith(`
      require('fs').writeFileSync(${JSON.stringify(
        started,
      )}, String(process.pid));
      setInterval(() => {}, 1000);`);
    const controller = new AbortController();
    const running = tools.run(a({ signal: controller.signal }));
    while (!existsSync(started)) {
      await sleep(10);
    }
    controller.abort();
    await expect(running).rejects.toThrow('kustomize was stopped');
    await expectGone(Number(await readFile(started, 'utf8')));
  });

  it('starts nothing for somebody who has left already', async () => {
    const tools = await toolsWith('');
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(tools.run(a({ signal }))).rejects.toThrow('too late');
  });

  it('does not wait for what a program has left behind', async () => {
    const tools = await toolsWith(`
      const { spawn } = require('child_process');
      spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit', detached: true }).unref();
      process.stdout.write('done', () => process.exit(0));`);
    const { code, stdout } = await tools.run(a());
    expect([code, stdout.toString()]).toEqual([0, 'done']);
  });

  it('stops a program that prints without end', async () => {
    const tools = await toolsWith(
      'setInterval(() => process.stdout.write("x".repeat(10000)), 1)',
    );
    await expect(tools.run(a({ maxOutputBytes: 100_000 }))).rejects.toThrow(
      'kustomize printed more than the 100000 bytes that are read',
    );
  });

  it('says of a program that was killed that it was', async () => {
    const tools = await toolsWith('process.kill(process.pid, "SIGKILL")');
    await expect(tools.run(a())).rejects.toThrow(
      'kustomize was killed (SIGKILL)',
    );
  });

  it('finds the configured program and its version', async () => {
    const tools = await toolsWith(
      'process.stdout.write(process.argv[2] === "version" ? "{v5.7.1 2026-01-01}" : "")',
    );
    expect(await tools.find('kustomize')).toEqual({
      path: join(directory, 'kustomize'),
      version: '5.7.1',
    });
  });

  it('finds a program on the path, past files that are none', async () => {
    await writeFile(join(directory, 'jsonnet'), 'no program');
    const bin = join(directory, 'bin');
    const tools = await toolsWith('');
    await mkdir(bin);
    await copyFile(join(directory, 'kustomize'), join(bin, 'jsonnet'));
    jest.replaceProperty(process, 'env', {
      ...process.env,
      PATH: `.:${directory}:${bin}`,
    });
    expect((await tools.find('jsonnet'))?.path).toBe(join(bin, 'jsonnet'));
  });

  it.each([
    [{}, 'The program "helm" is not on this backend\'s path'],
    [
      { helm: { path: '/nowhere/helm' } },
      'There is no program at "/nowhere/helm" (waybill.tools.helm.path)',
    ],
  ])(
    'says of one that is missing how to get it (%j)',
    async (config, sentence) => {
      jest.replaceProperty(process, 'env', {
        ...process.env,
        PATH: directory,
      });
      const tools = await toolsWith('', config);
      expect(await tools.find('helm')).toBeUndefined();
      const failure = await tools
        .run(a({ tool: 'helm' }))
        .catch(error => error);
      expect(failure).toBeInstanceOf(StepFailure);
      expect(failure.message).toBe(
        `${sentence}: install helm 3.14.2 or later (https://helm.sh/docs/intro/install/) where the engine runs, or name its place in waybill.tools.helm.path`,
      );
    },
  );

  it('refuses a place that depends on where the backend was started', async () => {
    await expect(toolsWith('', { helm: { path: 'bin/helm' } })).rejects.toThrow(
      'waybill.tools.helm.path must be an absolute path, found "bin/helm"',
    );
  });

  it('leaves no scratch folder behind, whatever happens in it', async () => {
    const tools = await toolsWith('');
    let scratch = '';
    await expect(
      tools.scratch(async folder => {
        scratch = folder;
        await writeFile(join(folder, 'file'), '');
        throw new Error('it went wrong');
      }),
    ).rejects.toThrow('it went wrong');
    expect(existsSync(scratch)).toBe(false);
  });
});

async function expectGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    if (state === '' || / Z /.test(state)) {
      return;
    }
    await sleep(20);
  }
  throw new Error(`Process ${pid} is still there`);
}
