import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { GitPort, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { createGit } from './createGit';
import { commitFiles } from './testing/commitFiles';
import { git as plainGit } from './testing/git';
import { GitServer, startGitServer } from './testing/startGitServer';

jest.setTimeout(60_000);

const signal = new AbortController().signal;
const author = { name: 'Waybill', email: 'waybill@example.com' };
const date = new Date('2026-03-01T10:00:00Z');
const secret = 's3cr3t-pa55';

describe('createGit', () => {
  let directory: string;
  let server: GitServer;
  let git: GitPort;
  let repository: { url: string; path: string };
  let first: string;
  let number = 0;

  const newGit = (limits: { commandTimeoutMs?: number } = {}) => {
    number += 1;
    return createGit({
      cacheDirectory: join(directory, `cache-${number}`),
      credentials: {
        find: async () => ({
          type: 'basic',
          username: 'bot',
          password: secret,
        }),
      },
      logger: mockServices.logger.mock(),
      limits,
    });
  };
  const open = (branch = 'main', through = git) =>
    through.open({ repoURL: repository.url, start: { branch }, signal });
  const commit = (tree: WorkTree, message: string, id = '01H') =>
    tree.commit({
      message,
      author,
      date,
      trailers: { 'Waybill-Promotion': id },
    });
  const tip = (branch = 'main') =>
    plainGit(repository.path, 'rev-parse', branch);

  const modes = async (branch = 'main') =>
    (await plainGit(repository.path, 'ls-tree', '-r', branch))
      .split('\n')
      .map(line => line.replace(/ (blob|commit) \w+\t/, ' '));

  const cachedTree = async () =>
    (await readdir(join(directory, `cache-${number}`, '0'))).find(name =>
      name.endsWith('-tree'),
    )!;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-git-'));
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
    server.requests.length = 0;
    git = newGit();
    repository = await server.create(`acme/repo-${number}.git`);
    first = await commitFiles(repository.path, {
      files: {
        'README.md': 'hello\n',
        'env/dev/kustomization.yaml': 'tag: 1\n',
        'bin/run': { content: '#!/bin/sh\n', mode: '100755' },
        'logo.png': { content: Buffer.from([0, 255, 10, 13, 0, 200]) },
      },
    });
  });

  it('opens, edits, commits and pushes', async () => {
    const tree = await open();
    expect(tree).toMatchObject({ branch: 'main', base: first, head: first });
    expect(await tree.list()).toEqual([
      'README.md',
      'bin/run',
      'env/dev/kustomization.yaml',
      'logo.png',
    ]);
    expect(await tree.read('nowhere')).toBeUndefined();
    expect(String(await tree.read('README.md'))).toBe('hello\n');
    await tree.write('env/dev/kustomization.yaml', 'tag: 2\n');
    await tree.write('env/prod/new.yaml', 'new\n');
    await tree.write('bin/run', '#!/bin/bash\n');
    await tree.remove('README.md');
    expect(await tree.changes()).toEqual([
      { path: 'README.md', before: Buffer.from('hello\n') },
      {
        path: 'bin/run',
        before: Buffer.from('#!/bin/sh\n'),
        after: Buffer.from('#!/bin/bash\n'),
      },
      {
        path: 'env/dev/kustomization.yaml',
        before: Buffer.from('tag: 1\n'),
        after: Buffer.from('tag: 2\n'),
      },
      { path: 'env/prod/new.yaml', after: Buffer.from('new\n') },
    ]);
    const made = await commit(tree, 'Promote\n\nwith a body');
    expect(await tree.changes()).toEqual([]);
    expect(await commit(tree, 'again')).toBeUndefined();
    expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
    expect(await tip()).toBe(made);
    expect(await plainGit(repository.path, 'fsck', '--strict', '--full')).toBe(
      '',
    );
    expect(await modes()).toEqual([
      '100755 bin/run',
      '100644 env/dev/kustomization.yaml',
      '100644 env/prod/new.yaml',
      '100644 logo.png',
    ]);
    expect(await plainGit(repository.path, 'show', 'main:bin/run')).toBe(
      '#!/bin/bash',
    );
    expect(await plainGit(repository.path, 'cat-file', 'commit', 'main')).toBe(
      `tree ${await plainGit(repository.path, 'rev-parse', 'main^{tree}')}
parent ${first}
author Waybill <waybill@example.com> 1772359200 +0000
committer Waybill <waybill@example.com> 1772359200 +0000

Promote

with a body

Waybill-Promotion: 01H`,
    );
  });

  it('makes the same commit from the same edits, wherever', async () => {
    const make = async (through: GitPort) => {
      const tree = await open('main', through);
      await tree.write('a/b', 'x');
      return commit(tree, 'same');
    };
    expect(await make(newGit())).toBe(await make(newGit()));
  });

  it('says where the branch is when the race is lost, and wins on the new tip', async () => {
    const tree = await open();
    await tree.write('mine', '1');
    await commit(tree, 'mine');
    const theirs = await commitFiles(repository.path, {
      files: { theirs: '1' },
    });
    expect(await tree.push({ targetBranch: 'main', signal })).toMatchObject({
      status: 'rejected',
      tip: theirs,
      message: expect.stringContaining(theirs),
    });
    const again = await open();
    await again.write('mine', '1');
    await commit(again, 'mine');
    expect(await again.push({ targetBranch: 'main', signal })).toMatchObject({
      status: 'pushed',
    });
    expect(await plainGit(repository.path, 'rev-parse', 'main^')).toBe(theirs);
  });

  it('loses a race that is decided between question and answer of the push itself', async () => {
    const tree = await open();
    await tree.write('mine', '1');
    await commit(tree, 'mine');
    let theirs = '';
    server.behaviour.beforePush = async () => {
      theirs = await commitFiles(repository.path, { files: { theirs: '1' } });
    };
    expect(await tree.push({ targetBranch: 'main', signal })).toMatchObject({
      status: 'rejected',
      tip: theirs,
    });
    expect(await tip()).toBe(theirs);
  });

  it('loses commits only when forced, and then compares and swaps', async () => {
    const tree = await open();
    await tree.write('mine', '1');
    const made = await commit(tree, 'mine');
    const theirs = await commitFiles(repository.path, {
      files: { theirs: '1' },
    });
    const push = (expected?: string | null, force?: boolean) =>
      tree.push({ targetBranch: 'main', expected, force, signal });
    // The swap would succeed, but their commit would be lost.
    expect(await push(theirs)).toMatchObject({
      status: 'rejected',
      tip: theirs,
    });
    expect(await push(first, true)).toMatchObject({
      status: 'rejected',
      tip: theirs,
    });
    expect(await push(null, true)).toMatchObject({
      status: 'rejected',
      tip: theirs,
    });
    expect(await push(theirs, true)).toEqual({
      status: 'pushed',
      commit: made,
    });
    expect(await tip()).toBe(made);
  });

  it('pushes to another branch: a new one, one that is behind, not one that is elsewhere', async () => {
    await plainGit(repository.path, 'branch', 'behind', 'main');
    await commitFiles(repository.path, { files: { more: '1' } });
    await commitFiles(repository.path, {
      branch: 'elsewhere',
      files: { other: '1' },
    });
    const tree = await open();
    await tree.write('mine', '1');
    const made = await commit(tree, 'mine');
    const push = (targetBranch: string, expected?: null) =>
      tree.push({ targetBranch, expected, signal });
    expect(await push('waybill/promotion/01H')).toEqual({
      status: 'pushed',
      commit: made,
    });
    // Done already: the answer to the first push may have got lost.
    expect(await push('waybill/promotion/01H', null)).toEqual({
      status: 'pushed',
      commit: made,
    });
    expect(await push('behind')).toEqual({ status: 'pushed', commit: made });
    expect(await push('elsewhere')).toMatchObject({
      status: 'rejected',
      tip: await tip('elsewhere'),
    });
    expect(await push('elsewhere', null)).toMatchObject({ status: 'rejected' });
  });

  it('makes a branch from nothing, once', async () => {
    const start = { branch: 'env/dev', create: true };
    const openNew = () => git.open({ repoURL: repository.url, start, signal });
    const tree = await openNew();
    const late = await openNew();
    expect(tree).toMatchObject({
      branch: 'env/dev',
      base: undefined,
      head: undefined,
    });
    expect(await tree.list()).toEqual([]);
    expect(await commit(tree, 'nothing')).toBeUndefined();
    const main = await open();
    expect(await tree.adopt(main, 'env/dev', '.')).toBe(true);
    const made = await commit(tree, 'begin');
    await late.write('x', 'x');
    await commit(late, 'late');
    expect(await tree.push({ targetBranch: 'env/dev', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
    expect(await late.push({ targetBranch: 'env/dev', signal })).toMatchObject({
      status: 'rejected',
      tip: made,
    });
    expect(await modes('env/dev')).toEqual(['100644 kustomization.yaml']);
    expect(
      await plainGit(repository.path, 'rev-list', '--count', 'env/dev'),
    ).toBe('1');
    const replay = await git.open({
      repoURL: repository.url,
      start: { orphan: 'env/dev' },
      signal,
    });
    expect(await replay.adopt(main, 'env/dev', '')).toBe(true);
    expect(await commit(replay, 'begin')).toBe(made);
    expect(await openNew()).toMatchObject({ base: made });
  });

  it('starts in an empty repository', async () => {
    const empty = await server.create(`acme/empty-${number}.git`);
    const on = { repoURL: empty.url, signal };
    expect(await git.resolve(on)).toBeUndefined();
    await expect(
      git.open({ ...on, start: { defaultBranch: true } }),
    ).rejects.toThrow('is empty');
    await expect(
      git.open({ ...on, start: { branch: 'main' } }),
    ).rejects.toThrow('has no branch main');
    const tree = await git.open({
      ...on,
      start: { branch: 'main', create: true },
    });
    await tree.write('README.md', 'first');
    const made = await commit(tree, 'first');
    expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
    expect(await git.resolve(on)).toEqual({ branch: 'main', commit: made });
  });

  it('opens recorded commits again, on the branch they were on', async () => {
    await commitFiles(repository.path, { files: { more: '1' } });
    const on = { repoURL: repository.url, signal };
    const pinned = await newGit().open({
      ...on,
      start: { branch: 'main', at: first },
    });
    expect(pinned).toMatchObject({ branch: 'main', base: first });
    expect(await pinned.list()).not.toContain('more');
    const byDefault = await newGit().open({
      ...on,
      start: { defaultBranch: true, at: first },
    });
    expect(byDefault).toMatchObject({ branch: 'main', base: first });
    const bare = await newGit().open({ ...on, start: { commit: first } });
    expect(bare).toMatchObject({ branch: undefined, base: first });
    await expect(
      git.open({ ...on, start: { commit: 'f'.repeat(40) } }),
    ).rejects.toThrow(/has no commit/);
  });

  it('finds its own commit again by the trailer, however much was pushed on top', async () => {
    const tree = await open();
    await tree.write('mine', '1');
    const made = await commit(
      tree,
      'Promote\n\nWaybill-Promotion: another',
      '01HMINE',
    );
    await tree.push({ targetBranch: 'main', signal });
    for (let n = 0; n < 40; n++) {
      await commitFiles(repository.path, { files: { [`later-${n}`]: 'x' } });
    }
    const find = (value: string, since?: string, through = git) =>
      through.findByTrailer({
        repoURL: repository.url,
        branch: 'main',
        trailer: { key: 'Waybill-Promotion', value },
        since,
        signal,
      });
    expect(await find('01HMINE', first)).toEqual({
      id: made,
      parents: [first],
      subject: 'Promote',
      author: 'Waybill <waybill@example.com>',
      committer: 'Waybill <waybill@example.com>',
      committedAt: '2026-03-01T10:00:00.000Z',
      trailers: { 'Waybill-Promotion': '01HMINE' },
    });
    expect(await find('01HMINE')).toMatchObject({ id: made });
    expect(await find('01HMINE', made)).toBeUndefined();
    expect(await find('another', first, newGit())).toBeUndefined();
    expect(await find('01HM')).toBeUndefined();
    const on = { repoURL: repository.url, signal };
    expect(
      await git.contains({ ...on, ancestor: made!, descendant: await tip() }),
    ).toBe(true);
    expect(
      await newGit().contains({
        ...on,
        ancestor: first,
        descendant: await tip(),
      }),
    ).toBe(true);
    expect(
      await git.contains({ ...on, ancestor: await tip(), descendant: made! }),
    ).toBe(false);
    expect(
      await git.contains({
        ...on,
        ancestor: 'f'.repeat(40),
        descendant: await tip(),
      }),
    ).toBe(false);
    expect(await git.changedPaths({ ...on, from: first, to: made! })).toEqual([
      'mine',
    ]);
  });

  it('gives up on a push that is taken but not answered, and finds its effect', async () => {
    const quick = newGit({ commandTimeoutMs: 1500 });
    const tree = await open('main', quick);
    await tree.write('mine', '1');
    const made = await commit(tree, 'mine');
    server.behaviour.withholdPushAnswers = true;
    await expect(tree.push({ targetBranch: 'main', signal })).rejects.toThrow(
      /does not answer.*1.5 s/,
    );
    server.behaviour.withholdPushAnswers = false;
    expect(await tip()).toBe(made);
    expect(
      await quick.findByTrailer({
        repoURL: repository.url,
        branch: 'main',
        trailer: { key: 'Waybill-Promotion', value: '01H' },
        since: first,
        signal,
      }),
    ).toMatchObject({ id: made });
    expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
  });

  it('leaves files out and folders alone that nobody asks for', async () => {
    const files: Record<string, string> = {};
    for (let n = 0; n < 5000; n++) {
      files[`apps/app-${n % 100}/file-${n}.yaml`] = `name: app-${n}\n`.repeat(
        20,
      );
    }
    await commitFiles(repository.path, { files });
    const tree = await open();
    expect(await tree.list()).toHaveLength(5004);
    expect(await tree.list('apps/app-7')).toHaveLength(50);
    expect(String(await tree.read('apps/app-7/file-7.yaml'))).toContain(
      'app-7',
    );
    const cached = await plainGit(
      directory,
      '--git-dir',
      join(directory, `cache-${number}`, '0', await cachedTree(), 'repo.git'),
      'cat-file',
      '--batch-all-objects',
      '--batch-check=%(objecttype)',
    );
    expect(cached.split('\n').filter(type => type === 'blob')).toHaveLength(1);
    const disk = join(directory, `disk-${number}`);
    server.requests.length = 0;
    await tree.materialize(disk);
    expect(
      await plainGit(disk, 'ls-files', '-o', '--directory').catch(
        () => 'no repository',
      ),
    ).toBe('no repository');
    expect(
      (await readFile(join(disk, 'apps/app-99/file-4999.yaml'))).toString(),
    ).toContain('app-4999');
    expect((await stat(join(disk, 'bin/run'))).mode & 0o111).not.toBe(0);
    expect([...(await readFile(join(disk, 'logo.png')))]).toEqual([
      0, 255, 10, 13, 0, 200,
    ]);
    // Not a request per file.
    expect(server.requests.length).toBeLessThan(20);
    await expect(tree.materialize(disk)).rejects.toThrow('empty folder');
  });
});
