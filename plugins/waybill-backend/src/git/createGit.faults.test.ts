import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { GitPort, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { createGitCache } from './cache/createGitCache';
import { createGit } from './createGit';
import { GitLimits } from './GitLimits';
import { commitFiles } from './testing/commitFiles';
import { git as plainGit } from './testing/git';
import { GitServer, startGitServer } from './testing/startGitServer';

jest.setTimeout(60_000);

const signal = new AbortController().signal;
const author = { name: 'Waybill', email: 'waybill@example.com' };
const date = new Date('2026-03-01T10:00:00Z');
const secret = 's3cr3t-pa55:w/rd';
const spellings = [
  secret,
  encodeURIComponent(secret),
  Buffer.from(`bot:${secret}`).toString('base64'),
];

describe('createGit, when things go wrong', () => {
  let directory: string;
  let server: GitServer;
  let repository: { url: string; path: string };
  let cacheDirectory: string;
  let first: string;
  let number = 0;
  const logger = mockServices.logger.mock();

  const newGit = (limits: Partial<GitLimits> = {}, password = secret) =>
    createGit({
      cacheDirectory,
      credentials: {
        find: async () => ({ type: 'basic', username: 'bot', password }),
      },
      logger,
      limits,
    });
  const open = (through: GitPort, branch = 'main') =>
    through.open({ repoURL: repository.url, start: { branch }, signal });
  const commit = (tree: WorkTree, id = '01H') =>
    tree.commit({
      message: 'Promote',
      author,
      date,
      trailers: { 'Waybill-Promotion': id },
    });
  const tip = () => plainGit(repository.path, 'rev-parse', 'main');
  const cached = async () => {
    const claim = join(cacheDirectory, '0');
    const name = (await readdir(claim)).find(each => each.endsWith('-tree'))!;
    return join(claim, name, 'repo.git');
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-faults-'));
    server = await startGitServer({
      root: join(directory, 'server'),
      credential: { username: 'bot', password: secret },
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(async () => {
    for (const key of Object.keys(server.behaviour)) {
      delete (server.behaviour as Record<string, unknown>)[key];
    }
    number += 1;
    cacheDirectory = join(directory, `cache-${number}`);
    repository = await server.create(`acme/repo-${number}.git`);
    first = await commitFiles(repository.path, {
      files: { 'a.yaml': 'tag: 1\n', 'dir/b.yaml': 'b\n' },
    });
  });

  it('shows the credential to nobody', async () => {
    const quick = newGit({ commandTimeoutMs: 2000 });
    const tree = await open(quick);
    await tree.write('a.yaml', 'tag: 2\n');
    await commit(tree);
    server.behaviour.hangOn = 'git-receive-pack';
    const pushing = tree
      .push({ targetBranch: 'main', signal })
      .catch(error => error);
    await new Promise(resolve => setTimeout(resolve, 700));
    const processes = execFileSync('ps', ['axww', '-o', 'args']).toString();
    expect(processes).toContain('git-remote-http');
    const error = await pushing;
    expect(error.message).toMatch(/does not answer/);

    const refused = await open(newGit({}, `${secret}-wrong`)).catch(
      each => each,
    );
    expect(refused).toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringContaining('waybill.credentials'),
    });
    // grep ends with 1 when it finds nothing.
    for (const spelling of spellings) {
      expect(
        spawnSync('grep', ['-rlaF', '--', spelling, cacheDirectory]).status,
      ).toBe(1);
    }
    const seen = [
      processes,
      error.stack,
      JSON.stringify(error),
      refused.stack,
      JSON.stringify(refused),
      JSON.stringify(
        Object.values(logger).flatMap(
          each => (each as jest.Mock).mock?.calls ?? [],
        ),
      ),
    ].join('\n');
    for (const spelling of spellings) {
      expect(seen).not.toContain(spelling);
    }
  });

  it('gives up on a server that hangs, and honours the signal', async () => {
    server.behaviour.hangOn = 'info/refs';
    const began = Date.now();
    await expect(open(newGit({ commandTimeoutMs: 500 }))).rejects.toThrow(
      /does not answer.*0\.5 s/,
    );
    await expect(
      newGit().open({
        repoURL: repository.url,
        start: { branch: 'main' },
        signal: AbortSignal.timeout(500),
      }),
    ).rejects.toThrow(/Stopped talking/);
    expect(Date.now() - began).toBeLessThan(5000);
    const left = execFileSync('ps', ['axww', '-o', 'args']).toString();
    expect(left).not.toContain(`git-remote-http origin ${repository.url}`);
    delete server.behaviour.hangOn;
    expect(await open(newGit())).toMatchObject({ base: first });
  });

  it('does not let one hung push hold up who only waits in line', async () => {
    const patient = newGit();
    const tree = await open(patient);
    await tree.write('a.yaml', 'tag: 2\n');
    await commit(tree);
    server.behaviour.hangOn = 'git-receive-pack';
    const stop = new AbortController();
    const pushing = tree
      .push({ targetBranch: 'main', signal: stop.signal })
      .catch(() => 'stopped');
    await new Promise(resolve => setTimeout(resolve, 200));
    await expect(
      tree.push({ targetBranch: 'main', signal: AbortSignal.timeout(200) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
    stop.abort();
    expect(await pushing).toBe('stopped');
    delete server.behaviour.hangOn;
    expect(await tree.push({ targetBranch: 'main', signal })).toMatchObject({
      status: 'pushed',
    });
  });

  it.each([
    [403, 'NotAllowedError', /refuses access/],
    [404, 'NotFoundError', /No repository at/],
    [500, 'ServiceUnavailableError', /could not be reached/],
    [301, 'NotFoundError', /redirects, which is not followed/],
  ])('says what an answer of %s means', async (status, name, message) => {
    server.behaviour.refuse = {
      on: 'info/refs',
      status,
      location: 'http://127.0.0.1:1/x',
    };
    await expect(open(newGit())).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  it('says that a protected branch refuses, and does not call it a lost race', async () => {
    await writeFile(
      join(repository.path, 'hooks', 'pre-receive'),
      '#!/bin/sh\necho "main is protected" >&2\nexit 1\n',
      { mode: 0o755 },
    );
    const tree = await open(newGit());
    await tree.write('a.yaml', 'tag: 2\n');
    await commit(tree);
    await expect(
      tree.push({ targetBranch: 'main', signal }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('main is protected'),
    });
    expect(await tip()).toBe(first);
  });

  describe('heals its cache', () => {
    const damage: Record<string, (gitDir: string) => Promise<unknown>> = {
      'that was removed': gitDir => rm(join(gitDir, '..'), { recursive: true }),
      'with a cut pack': async gitDir => {
        const packs = join(gitDir, 'objects', 'pack');
        for (const name of await readdir(packs)) {
          if (name.endsWith('.pack')) {
            await rm(join(packs, name.replace(/pack$/, 'rev')), {
              force: true,
            });
            await truncate(join(packs, name), 40);
          }
        }
      },
      'with a cut index': async gitDir => {
        const packs = join(gitDir, 'objects', 'pack');
        for (const name of await readdir(packs)) {
          if (name.endsWith('.idx')) {
            await truncate(join(packs, name), 100);
          }
        }
      },
      'with a broken configuration': gitDir =>
        writeFile(join(gitDir, 'config'), '[core'),
      'with a broken shallow file': gitDir =>
        writeFile(join(gitDir, 'shallow'), 'x\n'),
      'without a HEAD': gitDir => rm(join(gitDir, 'HEAD')),
      'with locks of a killed process': async gitDir => {
        await writeFile(join(gitDir, 'shallow.lock'), '');
        const refs = join(gitDir, 'refs', 'waybill');
        for (const name of await readdir(refs)) {
          await writeFile(join(refs, `${name}.lock`), '');
        }
      },
    };

    it.each(Object.keys(damage))('%s', async kind => {
      const git = newGit();
      const before = await open(git);
      expect(String(await before.read('a.yaml'))).toBe('tag: 1\n');
      await damage[kind](await cached());
      // A reader that has the old files open would not notice.
      const second = await commitFiles(repository.path, {
        files: { 'a.yaml': 'tag: 2\n' },
      });
      const tree = await open(git);
      expect(tree.base).toBe(second);
      expect(String(await tree.read('a.yaml'))).toBe('tag: 2\n');
      expect(String(await tree.read('dir/b.yaml'))).toBe('b\n');
      // One that was opened before goes on as well.
      expect(String(await before.read('dir/b.yaml'))).toBe('b\n');
      await tree.write('a.yaml', 'tag: 3\n');
      await damage[kind](await cached());
      const made = await commit(tree);
      expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
        status: 'pushed',
        commit: made,
      });
      expect(
        await plainGit(repository.path, 'fsck', '--strict', '--full'),
      ).toBe('');
    });
  });

  it('removes what is too old or too much, and fetches it again', async () => {
    const git = newGit({ cacheBytes: 1 });
    const tree = await open(git);
    const gitDir = await cached();
    await createGitCache({
      directory: cacheDirectory,
      limits: { cacheBytes: 1, cacheIdleMs: 1, fileBytes: 1 },
      logger,
    }).sweep(Date.now());
    await expect(stat(gitDir)).rejects.toThrow('ENOENT');
    expect(String(await tree.read('dir/b.yaml'))).toBe('b\n');
  });

  it('keeps its cache apart from another living process, and takes over a dead one', async () => {
    const claim = join(cacheDirectory, '0');
    await mkdir(claim, { recursive: true });
    await writeFile(
      join(claim, 'owner.json'),
      JSON.stringify({
        host: hostname(),
        pid: 1,
        started: (await readFile('/proc/1/stat', 'utf8'))
          .split(') ')[1]
          .split(' ')[19],
      }),
    );
    await open(newGit());
    expect((await readdir(cacheDirectory)).sort()).toEqual(['0', '1']);
    cacheDirectory = join(directory, `cache-${number}-b`);
    await mkdir(join(cacheDirectory, '0'), { recursive: true });
    await writeFile(
      join(cacheDirectory, '0', 'owner.json'),
      JSON.stringify({
        host: hostname(),
        pid: 1,
        started: 'another life',
      }),
    );
    await open(newGit());
    expect(await readdir(cacheDirectory)).toEqual(['0']);
  });

  it('lands eight promotions to one branch at once, each exactly once', async () => {
    const git = newGit();
    const promote = async (id: string) => {
      for (let attempt = 1; attempt <= 20; attempt++) {
        const tree = await open(git);
        await tree.write(`apps/${id}.yaml`, `${attempt}`);
        await commit(tree, id);
        const result = await tree.push({ targetBranch: 'main', signal });
        if (result.status === 'pushed') {
          return result.commit;
        }
      }
      throw new Error(`${id} did not land`);
    };
    const ids = [...'ABCDEFGH'];
    const landed = await Promise.all(ids.map(promote));
    const log = await plainGit(
      repository.path,
      'log',
      '--format=%H %(trailers:key=Waybill-Promotion,valueonly,separator=)',
      'main',
    );
    const lines = log.split('\n');
    expect(lines).toHaveLength(9);
    expect(lines.slice(0, 8).sort()).toEqual(
      ids.map((id, index) => `${landed[index]} ${id}`).sort(),
    );
    expect(await plainGit(repository.path, 'fsck', '--strict', '--full')).toBe(
      '',
    );
  });

  it.each([
    ['without partial clones', { 'uploadpack.allowFilter': 'false' }, false],
    ['of the old protocol', {}, true],
    [
      'of the old protocol, without partial clones',
      { 'uploadpack.allowFilter': 'false' },
      true,
    ],
  ])('works with a server %s', async (_, config, oldProtocol) => {
    for (const [key, value] of Object.entries(config)) {
      await plainGit(repository.path, 'config', key, value);
    }
    server.behaviour.oldProtocol = oldProtocol;
    await commitFiles(repository.path, { files: { 'c.yaml': 'c\n' } });
    const git = newGit();
    const tree = await open(git);
    expect(String(await tree.read('dir/b.yaml'))).toBe('b\n');
    await tree.write('a.yaml', 'tag: 2\n');
    const made = await commit(tree);
    expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
    const on = { repoURL: repository.url, signal };
    expect(
      await git.contains({ ...on, ancestor: first, descendant: made! }),
    ).toBe(true);
    const pinned = await newGit().open({
      ...on,
      start: { branch: 'main', at: first },
    });
    expect(await pinned.list()).toEqual(['a.yaml', 'dir/b.yaml']);
    expect(String(await pinned.read('a.yaml'))).toBe('tag: 1\n');
  });

  describe('stays inside the tree', () => {
    const outside = { name: 'InputError' };

    it.each([
      '../x',
      'a/../../x',
      '/etc/passwd',
      '.git/config',
      'dir/.GIT/hooks/x',
      'git~1/config',
      '.git /x',
      'a\nb',
      'a\0b',
      '.g\u200cit/config',
    ])('refuses the path %j', async path => {
      const tree = await open(newGit());
      await expect(tree.read(path)).rejects.toMatchObject(outside);
      await expect(tree.write(path, 'x')).rejects.toMatchObject(outside);
      await expect(tree.remove(path)).rejects.toMatchObject(outside);
      await expect(tree.list(path)).rejects.toMatchObject(outside);
      expect(await tree.changes()).toEqual([]);
    });

    it('follows links in the tree, and none out of it', async () => {
      const link = (content: string) => ({ content, mode: '120000' as const });
      await commitFiles(repository.path, {
        files: {
          passwd: link('/etc/passwd'),
          up: link('../../etc/passwd'),
          out: link('dir/../../x'),
          loop: link('loop'),
          git: link('.git'),
          current: link('dir'),
          alias: link('dir/b.yaml'),
          'dir/back': link('../a.yaml'),
          'dir/new': link('later.yaml'),
          'deep/up': link('..'),
          // By name inside, but `deep/up` is the root, and above it is nothing of ours.
          sly: link('deep/up/../x'),
        },
      });
      const tree = await open(newGit());
      for (const path of [
        'passwd',
        'up',
        'out',
        'loop',
        'git/config',
        'sly',
        'passwd/x',
      ]) {
        await expect(tree.read(path)).rejects.toMatchObject(outside);
        await expect(tree.write(path, 'x')).rejects.toMatchObject(outside);
      }
      expect(String(await tree.read('current/b.yaml'))).toBe('b\n');
      expect(String(await tree.read('alias'))).toBe('b\n');
      expect(String(await tree.read('current/back'))).toBe('tag: 1\n');
      expect(await tree.list('current')).toEqual([
        'current/b.yaml',
        'current/back',
        'current/new',
      ]);
      await tree.write('alias', 'through\n');
      await tree.write('dir/new', 'made\n');
      await tree.remove('current');
      expect((await tree.changes()).map(({ path }) => path)).toEqual([
        'current',
        'dir/b.yaml',
        'dir/later.yaml',
      ]);
      await commit(tree);
      await tree.push({ targetBranch: 'main', signal });
      expect(await plainGit(repository.path, 'show', 'main:alias')).toBe(
        'dir/b.yaml',
      );
      expect(
        await plainGit(repository.path, 'ls-tree', 'main', 'alias'),
      ).toMatch(/^120000/);
      expect(await plainGit(repository.path, 'show', 'main:dir/b.yaml')).toBe(
        'through',
      );

      const disk = join(directory, `disk-${number}`);
      await tree.materialize(disk);
      expect(await readlink(join(disk, 'alias'))).toBe('dir/b.yaml');
      for (const path of ['passwd', 'up', 'out', 'sly', 'git']) {
        expect((await stat(join(disk, path))).isFile()).toBe(true);
        await expect(readlink(join(disk, path))).rejects.toThrow('EINVAL');
      }
    });

    it.each([
      '--upload-pack=touch x',
      'ext::sh -c id',
      'file:///etc',
      'git@host:acme/x.git',
      'ssh://host/x',
      'https://bot:pw@host/x',
      'https://host/x\nfoo',
    ])('refuses the repository %j', async repoURL => {
      const error = await newGit()
        .resolve({ repoURL, signal })
        .catch(each => each);
      expect(error).toMatchObject(outside);
      expect(error.message).not.toContain('bot:pw');
    });

    it.each(['-x', '--force', 'a..b', 'a b', 'a:b', 'a.lock', '', '/a', 'a\n'])(
      'refuses the branch %j',
      async branch => {
        const git = newGit();
        await expect(
          git.resolve({ repoURL: repository.url, branch, signal }),
        ).rejects.toMatchObject(outside);
        const tree = await open(git);
        await tree.write('x', 'x');
        await commit(tree);
        await expect(
          tree.push({ targetBranch: branch, signal }),
        ).rejects.toMatchObject(outside);
      },
    );
  });

  it('refuses to read a file that is too large, and goes on', async () => {
    await commitFiles(repository.path, { files: { big: 'x'.repeat(3000) } });
    const tree = await open(newGit({ fileBytes: 1000 }));
    await expect(tree.read('big')).rejects.toThrow(/3000 bytes is too large/);
    expect(String(await tree.read('a.yaml'))).toBe('tag: 1\n');
  });
});
