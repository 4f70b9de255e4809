import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Push } from './pushAnnouncer';
import { createRepository } from './repositories';
import { gitEnvironment, runGitLine } from './runGit';
import { GitServer, startGitServer } from './startGitServer';

const run = promisify(execFile);
const CONFIG = { owner: 'acme', name: 'storefront-config' };

// It starts git many times, on a machine that may be busy.
jest.setTimeout(60_000);

describe('startGitServer', () => {
  let directory: string;
  let server: GitServer;
  let bare: string;
  let clones = 0;

  const git = (cwd: string, ...args: string[]) =>
    run('git', args, {
      cwd,
      timeout: 20_000,
      env: {
        ...gitEnvironment(),
        GIT_AUTHOR_NAME: 'Dana',
        GIT_AUTHOR_EMAIL: 'dana@acme.example',
        GIT_COMMITTER_NAME: 'Dana',
        GIT_COMMITTER_EMAIL: 'dana@acme.example',
      },
    });
  const url = () => `${server.url}/acme/storefront-config.git`;
  const tip = () =>
    runGitLine(bare, ['rev-parse', 'refs/heads/main']).catch(() => undefined);

  async function cloneWithCommit(content: string | Buffer) {
    clones += 1;
    const clone = join(directory, `clone-${clones}`);
    await git(directory, 'clone', '--quiet', url(), clone);
    await writeFile(join(clone, 'file.txt'), content);
    await git(clone, 'add', '.');
    await git(clone, 'commit', '--quiet', '-m', `commit ${clones}`);
    const commit = (await git(clone, 'rev-parse', 'HEAD')).stdout.trim();
    return { clone, commit };
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-git-'));
    bare = await createRepository(join(directory, 'git'), CONFIG);
    server = await startGitServer({
      directory: join(directory, 'git'),
      port: 0,
    });
    const { clone } = await cloneWithCommit('first\n');
    await git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
  });
  afterEach(() => server.faults.clear());
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('takes pushes of plain git, also large and chunked ones, and gives them to clones', async () => {
    const large = Buffer.from(
      Array.from({ length: 3_000_000 }, (_, i) => (i * i * 31) % 251),
    );
    const { clone, commit } = await cloneWithCommit(large);
    await git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
    expect(await tip()).toBe(commit);
    const next = await cloneWithCommit('small again\n');
    const { stdout } = await git(next.clone, 'rev-parse', 'HEAD~1');
    expect(stdout.trim()).toBe(commit);
  });

  it('gives partial clones and single commits by ID', async () => {
    const partial = join(directory, 'partial');
    await git(
      directory,
      ...['clone', '--quiet', '--bare', '--filter=blob:none', url(), partial],
    );
    const { stdout } = await git(
      partial,
      ...['rev-list', '--objects', '--missing=print', '--all'],
    );
    expect(stdout).toMatch(/^\?[0-9a-f]{40}$/m);
    const commit = (await tip())!;
    const single = join(directory, 'single');
    await git(directory, 'init', '--quiet', single);
    await git(single, 'fetch', '--quiet', '--depth=1', url(), commit);
  });

  it('refuses what does not fast-forward, and tells who was pushed what', async () => {
    const pushes: Push[] = [];
    const stop = server.onPush(push => void pushes.push(push));
    const before = await tip();
    const first = await cloneWithCommit('one\n');
    const second = await cloneWithCommit('two\n');
    await git(first.clone, 'push', '--quiet', 'origin', 'HEAD:main');
    await expect(
      git(second.clone, 'push', '--quiet', 'origin', 'HEAD:main'),
    ).rejects.toThrow(/rejected|fetch first/);
    stop();
    expect(pushes).toEqual([
      {
        repository: CONFIG,
        updates: [{ ref: 'refs/heads/main', before, after: first.commit }],
      },
    ]);
  });

  it('takes the ref and withholds the answer, once', async () => {
    const { clone, commit } = await cloneWithCommit('withheld\n');
    server.faults.set('withhold-push-answer', 1, 'acme/storefront-config');
    const pushing = new AbortController();
    const pushed = run('git', ['push', '--quiet', 'origin', 'HEAD:main'], {
      cwd: clone,
      env: gitEnvironment(),
      signal: pushing.signal,
    }).then(
      () => 'answered',
      () => 'gave up',
    );
    while ((await tip()) !== commit) {
      await sleep(20);
    }
    expect(await Promise.race([pushed, sleep(500, 'waiting')])).toBe('waiting');
    pushing.abort();
    expect(await pushed).toBe('gave up');
    const next = await cloneWithCommit('answered again\n');
    await git(next.clone, 'push', '--quiet', 'origin', 'HEAD:main');
    expect(await tip()).toBe(next.commit);
  });

  it('declines pushes, fails and hangs on request, for one repository only', async () => {
    await createRepository(join(directory, 'git'), {
      owner: 'acme',
      name: 'other',
    });
    const before = await tip();
    const { clone } = await cloneWithCommit('unwanted\n');
    server.faults.set('refuse-push', true, 'acme/storefront-config');
    await expect(git(clone, 'push', 'origin', 'HEAD:main')).rejects.toThrow(
      /pre-receive hook declined/,
    );
    expect(await tip()).toBe(before);

    server.faults.set('error-500', true, 'acme/storefront-config');
    await expect(git(clone, 'ls-remote', url())).rejects.toThrow(/500/);
    await git(clone, 'ls-remote', `${server.url}/acme/other.git`);

    server.faults.clear();
    server.faults.set('hang', true, 'acme/storefront-config');
    await expect(
      fetch(`${url()}/info/refs?service=git-upload-pack`, {
        signal: AbortSignal.timeout(300),
      }),
    ).rejects.toThrow(/timeout/);
    expect(() => server.faults.set('hagn', true)).toThrow(
      "unknown fault 'hagn', expected one of hang, withhold-push-answer",
    );
  });

  it('answers to loopback names only, and only inside its folder', async () => {
    const answer = await run('curl', [
      ...['-s', '-o', '/dev/null', '-w', '%{http_code}'],
      ...['-H', 'Host: evil.example', `${url()}/HEAD`],
    ]);
    expect(answer.stdout).toBe('421');
    for (const path of [
      '/acme/..%2f..%2fetc.git/HEAD',
      '/acme/nothing.git/info/refs?service=git-upload-pack',
    ]) {
      expect((await fetch(`${server.url}${path}`)).status).toBe(404);
    }
  });

  it('asks for the token if one is set', async () => {
    const closed = await startGitServer({
      directory: join(directory, 'git'),
      port: 0,
      token: 'let-me-in',
    });
    try {
      const repository = `${closed.url}/acme/storefront-config.git`;
      const header = (secret: string) =>
        `http.extraHeader=Authorization: Basic ${Buffer.from(
          `any:${secret}`,
        ).toString('base64')}`;
      await expect(git(directory, 'ls-remote', repository)).rejects.toThrow();
      await expect(
        git(directory, '-c', header('wrong'), 'ls-remote', repository),
      ).rejects.toThrow();
      await git(directory, '-c', header('let-me-in'), 'ls-remote', repository);
    } finally {
      await closed.close();
    }
  });
});
