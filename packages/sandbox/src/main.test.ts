import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './control/runCommand';
import { SandboxState } from './control/readState';

jest.setTimeout(120_000);

/** Ports that were free a moment ago: a restart has to find the same ones. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async server => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    }),
  );
  await Promise.all(
    servers.map(server => new Promise(done => server.close(done))),
  );
  return ports;
}

describe('the sandbox as a process', () => {
  let home: string;
  let environment: Record<string, string>;
  let controlUrl: string;
  let gitUrl: string;
  let registryUrl: string;
  const children: ChildProcess[] = [];

  async function start(more: Record<string, string> = {}) {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        join(__dirname, 'main.ts'),
      ],
      {
        env: { ...process.env, ...environment, ...more, NODE_OPTIONS: '' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    children.push(child);
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    const exited = once(child, 'exit');
    while (!output.includes('sandbox ready') && child.exitCode === null) {
      await sleep(50);
    }
    return { child, exited, output: () => output };
  }

  const command = (...args: string[]) => runCommand({ args, controlUrl });
  const readState = async () =>
    (await (
      await fetch(`${controlUrl}/_control/state`)
    ).json()) as SandboxState;
  const application = async (name: string) =>
    (await readState()).applications.find(one => one.name === name);

  async function until(test: () => Promise<boolean>) {
    const deadline = Date.now() + 60_000;
    while (!(await test())) {
      if (Date.now() > deadline) {
        throw new Error(`never: ${JSON.stringify(await readState())}`);
      }
      await sleep(200);
    }
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sandbox-main-'));
    const [registry, git, argo, github] = await freePorts(4);
    environment = {
      WAYBILL_HOME: home,
      WAYBILL_REGISTRY_PORT: String(registry),
      WAYBILL_GIT_PORT: String(git),
      WAYBILL_ARGO_PORT: String(argo),
      WAYBILL_GITHUB_PORT: String(github),
      WAYBILL_REGISTRY_URL: '',
    };
    controlUrl = `http://localhost:${github}`;
    gitUrl = `http://localhost:${git}`;
    registryUrl = `http://localhost:${registry}`;
  });
  afterAll(async () => {
    for (const child of children) {
      child.kill('SIGKILL');
    }
    await rm(home, { recursive: true, force: true });
  });

  const github = (path: string, init?: RequestInit) =>
    fetch(`${controlUrl}/api/v3/repos/acme/storefront-config${path}`, {
      ...init,
      headers: { authorization: 'Bearer sandbox-token' },
    });

  async function openPullRequest(branch: string): Promise<number> {
    const main = (await (await github('/git/ref/heads/main')).json()).object
      .sha;
    const post = async (path: string, body: object) =>
      (
        await github(path, { method: 'POST', body: JSON.stringify(body) })
      ).json();
    const tree = await post('/git/trees', {
      base_tree: main,
      tree: [{ path: `${branch}.txt`, mode: '100644', content: branch }],
    });
    const commit = await post('/git/commits', {
      message: `Add ${branch}`,
      tree: tree.sha,
      parents: [main],
    });
    await post('/git/refs', { ref: `refs/heads/${branch}`, sha: commit.sha });
    const pull = await post('/pulls', {
      title: `Add ${branch}`,
      head: branch,
      base: 'main',
    });
    return pull.number;
  }

  it('runs the example company, takes orders, and loses nothing when it is killed', async () => {
    const first = await start();
    expect(first.output()).toContain('sandbox ready');
    await until(async () =>
      (
        await readState()
      ).applications.every(
        ({ health, sync }) => health === 'Healthy' && sync === 'Synced',
      ),
    );
    expect((await application('storefront-prod'))?.images).toEqual([
      'registry.example.com/library/nginx:1.24.0',
    ]);
    expect((await application('guestbook-prod'))?.images).toEqual([
      'registry.example.com/acme/guestbook:1.2.0',
    ]);

    expect(await command('push-image', 'library/nginx', '1.27.0')).toEqual({
      ok: true,
      text: expect.stringMatching(/^pushed library\/nginx:1.27.0 \(sha256:/),
    });
    const number = await openPullRequest('kept');
    const other = await openPullRequest('merged');
    const merged = await command('merge', 'acme/storefront-config', `${other}`);
    expect(merged.text).toMatch(
      /^merged acme\/storefront-config#2 as [0-9a-f]/,
    );
    await command('break', 'storefront-dev');
    await until(
      async () => (await application('storefront-dev'))?.health === 'Degraded',
    );

    first.child.kill('SIGKILL');
    await first.exited;
    await start();
    const tags = await (
      await fetch(`${registryUrl}/v2/library/nginx/tags/list`)
    ).json();
    expect(tags.tags).toEqual(['1.24.0', '1.25.3', '1.26.0', '1.27.0']);
    const { pulls } = (await readState()).repositories.find(
      ({ name }) => name === 'acme/storefront-config',
    )!;
    expect(pulls.map(pull => pull.number)).toEqual([number]);
    expect((await application('storefront-dev'))?.health).toBe('Degraded');
    await command('heal', 'storefront-dev');
    await until(
      async () => (await application('storefront-dev'))?.health === 'Healthy',
    );
  });

  it('says what is wrong with an order', async () => {
    for (const [args, problem] of [
      ['merge acme/nothing 1', "there is no repository 'acme/nothing'"],
      ['merge acme/storefront-config 99', 'Not Found'],
      ['break nothing', "there is no application 'nothing'"],
      ['push-image ../x 1', 'expected a name like library/nginx'],
      ['fault git hagn on', "unknown fault 'hagn', expected one of hang"],
      ['fault gti hang on', "unknown server 'gti', expected one of git"],
      ['fault git hang perhaps', 'on: '],
    ]) {
      const { text, ok } = await command(...args.split(' '));
      expect([ok, text]).toEqual([false, expect.stringContaining(problem)]);
    }
    expect((await command('frobnicate')).text).toContain('push-image library');
    await expect(
      runCommand({ args: ['status'], controlUrl: 'http://localhost:9' }),
    ).rejects.toThrow('is npm start running?');
  });

  it('switches faults of every server', async () => {
    await command('fault', 'git', 'error-500', '1', 'acme/storefront');
    const refs = `${gitUrl}/acme/storefront.git/info/refs?service=git-upload-pack`;
    expect((await fetch(refs)).status).toBe(500);
    expect((await fetch(refs)).status).toBe(200);
    await command(
      'fault',
      'github',
      'error-500',
      'on',
      'acme/storefront-config',
    );
    expect((await github('')).status).toBe(500);
    await command(
      'fault',
      'github',
      'error-500',
      'off',
      'acme/storefront-config',
    );
    expect((await github('')).status).toBe(200);
    await command('fault', 'registry', 'error-500', 'on');
    expect((await fetch(`${registryUrl}/v2/`)).status).toBe(500);
    await command('fault', 'registry', 'error-500', 'off');
    await command('fault', 'argo', 'stale-healthy', 'on', 'storefront-dev');
    expect((await command('status')).text).toContain('[on: storefront-dev]');
  });

  it('shows pages to a browser, and takes orders from its own pages only', async () => {
    const page = await (await fetch(controlUrl)).text();
    expect(page).toContain('Waybill sandbox');
    expect(page).toContain('A small world on this machine');
    const addresses = [...page.matchAll(/href="([^"]+)"/g)].map(([, it]) => it);
    expect(addresses).toContain(`${gitUrl}/acme/storefront-config`);
    expect(addresses.length).toBeGreaterThan(20);
    for (const address of addresses) {
      const { status } = await fetch(new URL(address, controlUrl));
      expect([address, status]).toEqual([address, 200]);
    }
    expect(page).toContain('storefront-dev');
    const form = (origin: string, path: string, body: string) =>
      fetch(path, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          origin,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body,
      });
    const push = `${controlUrl}/_control/push-image`;
    const image = 'repository=acme/guestbook&tag=1.4.0';
    expect((await form('http://evil.example', push, image)).status).toBe(403);
    expect((await form(controlUrl, push, image)).status).toBe(303);
    expect(await (await fetch(controlUrl)).text()).toContain(
      'pushed acme/guestbook:1.4.0',
    );

    for (const path of [
      '/acme/storefront-config',
      '/acme/storefront-config/tree/main/overlays',
      '/acme/guestbook-config/blob/stage/test/overlays/test/kustomization.yaml',
      '/acme/storefront-config/commit/main',
    ]) {
      const answer = await fetch(`${gitUrl}${path}`);
      expect([path, answer.status]).toEqual([path, 200]);
    }
    const number = await openPullRequest('by-page');
    const url = `${gitUrl}/acme/storefront-config/pull/${number}`;
    expect(await (await fetch(url)).text()).toMatch(
      /Add by-page[^]*<button>Merge pull request<\/button>[^]*\+by-page/,
    );
    expect((await form('http://evil.example', `${url}/merge`, '')).status).toBe(
      403,
    );
    expect((await form(gitUrl, `${url}/merge`, '')).status).toBe(303);
    expect(await (await fetch(url)).text()).toContain('by sandbox-visitor');
    expect((await fetch(`${url}9`)).status).toBe(404);
  });

  it('names the port that is taken and the variable that moves it', async () => {
    const { exited, output } = await start({
      WAYBILL_HOME: join(home, 'second'),
      WAYBILL_REGISTRY_URL: registryUrl,
    });
    expect((await exited)[0]).toBe(1);
    expect(output()).toContain(
      `port ${environment.WAYBILL_GIT_PORT} is taken, and the sandbox's Git server wants it`,
    );
    expect(output()).toContain('WAYBILL_GIT_PORT');
  });

  it('stops cleanly on SIGTERM', async () => {
    const child = children[1];
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });
});
