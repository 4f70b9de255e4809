import { mockServices } from '@backstage/backend-test-utils';
import {
  GitPort,
  GitStart,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGit } from '../git';
import { commitFiles } from '../git/testing/commitFiles';
import { git as plainGit } from '../git/testing/git';
import { GitServer, startGitServer } from '../git/testing/startGitServer';
import { AuthorizedGit } from './AuthorizedGit';
import { createRepositoryAccess } from './createRepositoryAccess';
import { Grant } from './Grant';

jest.setTimeout(60_000);

const signal = new AbortController().signal;

describe('AuthorizedGit', () => {
  let directory: string;
  let server: GitServer;
  let plain: GitPort;
  let repository: { url: string; path: string };
  let count = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-authorized-'));
    server = await startGitServer({ root: join(directory, 'remote') });
    plain = createGit({
      cacheDirectory: join(directory, 'cache'),
      credentials: { find: async () => undefined },
      logger: mockServices.logger.mock(),
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(async () => {
    count += 1;
    repository = await server.create(`acme/config-${count}.git`);
    await commitFiles(repository.path, {
      files: { 'overlays/dev/a': '1', 'overlays/prod/a': '1' },
    });
  });

  function authorized(...grants: Omit<Grant, 'repos'>[]): GitPort {
    const entity = {
      entityRef: 'component:default/mine',
      uid: 'u',
      owners: [],
      systems: [],
      domains: [],
      tags: [],
    };
    const repos = [repository.url.replace(/\.git$/, '')];
    const access = createRepositoryAccess(
      entity,
      grants.map(grant => ({ repos, ...grant })),
      false,
    );
    return new AuthorizedGit(plain, access);
  }
  /** Somebody else's commit. */
  const others = (files: Record<string, string>, branch = 'main') =>
    commitFiles(repository.path, { branch, files });
  const merge = (tree: WorkTree, into: string) =>
    tree.merge({
      commit: into,
      message: 'merge',
      author: { name: 'Waybill', email: 'waybill@example.com' },
      date: new Date('2026-03-01T10:00:00Z'),
      trailers: {},
      signal,
    });
  const open = (git: GitPort, start: GitStart = { branch: 'main' }) =>
    git.open({ repoURL: repository.url, start, signal });
  const commit = (tree: WorkTree) =>
    tree.commit({
      message: 'change',
      author: { name: 'Waybill', email: 'waybill@example.com' },
      date: new Date('2026-03-01T10:00:00Z'),
      trailers: {},
    });
  const tip = (branch = 'main') =>
    plainGit(repository.path, 'rev-parse', branch).catch(() => undefined);

  it('does nothing at all in a repository that is not granted', async () => {
    const git = authorized();
    const repoURL = repository.url;
    const commits = { from: '0'.repeat(40), to: '0'.repeat(40) };
    server.requests.length = 0;
    await expect(open(git)).rejects.toThrow(
      /not granted to component:default\/mine; an entry of waybill.git.allow/,
    );
    await expect(git.resolve({ repoURL, signal })).rejects.toThrow(
      'not granted',
    );
    await expect(
      git.changedPaths({ repoURL, ...commits, signal }),
    ).rejects.toThrow('not granted');
    await expect(
      git.contains({
        repoURL,
        ancestor: commits.from,
        descendant: commits.to,
        signal,
      }),
    ).rejects.toThrow('not granted');
    await expect(
      git.findByTrailer({
        repoURL,
        branch: 'main',
        trailer: { key: 'a', value: 'b' },
        signal,
      }),
    ).rejects.toThrow('not granted');
    expect(server.requests).toEqual([]);
  });

  it('pushes to granted branches only, whatever branch the tree was opened from', async () => {
    const git = authorized({ branches: ['stage/*'] });
    const tree = await open(git);
    await tree.write('overlays/dev/a', '2');
    await commit(tree);
    const before = await tip();
    await expect(tree.push({ targetBranch: 'main', signal })).rejects.toThrow(
      'The branch main of',
    );
    expect(await tip()).toBe(before);
    expect(
      await tree.push({ targetBranch: 'stage/dev', signal }),
    ).toMatchObject({ status: 'pushed' });
    expect(await tip('stage/dev')).toBe(tree.head);
  });

  it('puts no submodule where no file may be changed, and takes none away', async () => {
    const { path } = repository;
    const put = `160000,${'a'.repeat(40)},overlays/dev/lib/sub`;
    await plainGit(path, 'read-tree', 'main');
    await plainGit(path, 'update-index', '--add', '--cacheinfo', put);
    const root = await plainGit(path, 'write-tree');
    const made = await plainGit(
      path,
      ...['-c', 'user.name=a', '-c', 'user.email=a@b.c'],
      ...['commit-tree', '-p', 'main', '-m', 'submodule', root],
    );
    await plainGit(path, 'update-ref', 'refs/heads/main', made);

    const copied = await open(authorized({ paths: ['overlays/dev/**'] }));
    await copied.adopt(await open(plain), 'overlays/dev/lib', 'overlays/prod');
    await commit(copied);
    await expect(copied.push({ targetBranch: 'main', signal })).rejects.toThrow(
      'Changing overlays/prod/sub on main',
    );

    const removed = await open(authorized({ paths: ['overlays/prod/**'] }));
    await removed.remove('overlays/dev/lib');
    await commit(removed);
    await expect(
      removed.push({ targetBranch: 'main', signal }),
    ).rejects.toThrow('Changing overlays/dev/lib/sub on main');
    expect(await tip()).toBe(made);
  });

  it('pushes changes of granted paths only, in however many commits', async () => {
    const git = authorized({ paths: ['overlays/dev/**'] });
    const tree = await open(git);
    await tree.write('overlays/prod/a', '2');
    await commit(tree);
    await tree.write('overlays/dev/a', '2');
    await commit(tree);
    await expect(tree.push({ targetBranch: 'main', signal })).rejects.toThrow(
      'Changing overlays/prod/a on main',
    );

    const good = await open(git);
    await good.write('overlays/dev/a', '2');
    await commit(good);
    expect(await good.push({ targetBranch: 'main', signal })).toMatchObject({
      status: 'pushed',
    });
  });

  it('carries no older commit to another branch by which that branch changes elsewhere', async () => {
    await plainGit(repository.path, 'branch', 'release', 'main');
    await commitFiles(repository.path, {
      files: { 'overlays/prod/a': 'not yet released' },
    });
    const git = authorized({ paths: ['overlays/dev/**'] });
    const tree = await open(git);
    await tree.write('overlays/dev/a', '2');
    await commit(tree);
    const before = await tip('release');
    await expect(
      tree.push({ targetBranch: 'release', signal }),
    ).rejects.toThrow('Changing overlays/prod/a on release');
    expect(await tip('release')).toBe(before);
  });

  it('takes back nothing of others by force', async () => {
    const git = authorized({ paths: ['overlays/dev/**'] });
    const tree = await open(git);
    await tree.write('overlays/dev/a', '2');
    await commit(tree);
    const theirs = await commitFiles(repository.path, {
      files: { 'overlays/prod/a': 'theirs' },
    });
    await expect(
      tree.push({ targetBranch: 'main', force: true, signal }),
    ).rejects.toThrow('Changing overlays/prod/a');
    const orphan = await open(git, { orphan: 'main' });
    await orphan.write('overlays/dev/a', '3');
    await commit(orphan);
    await expect(
      orphan.push({ targetBranch: 'main', force: true, signal }),
    ).rejects.toThrow('Changing overlays/prod/a');
    expect(await tip()).toBe(theirs);
  });

  it('loses the race instead of pushing what it has not compared', async () => {
    const git = authorized({ paths: ['overlays/dev/**'] });
    await plainGit(repository.path, 'branch', 'other', 'main');
    const tree = await open(git);
    await tree.write('overlays/dev/a', '2');
    await commit(tree);
    server.behaviour.beforePush = async () => {
      server.behaviour.beforePush = undefined;
      await commitFiles(repository.path, {
        branch: 'other',
        files: { 'overlays/prod/a': 'theirs' },
      });
    };
    expect(
      await tree.push({ targetBranch: 'other', force: true, signal }),
    ).toMatchObject({ status: 'rejected' });
  });

  it('copies a folder from another granted tree without reading it', async () => {
    const git = authorized({});
    const [from, to] = [await open(git), await open(git, { orphan: 'new' })];
    expect(await to.adopt(from, 'overlays', 'copied')).toBe(true);
    expect(await to.list()).toEqual(['copied/dev/a', 'copied/prod/a']);
  });

  it('sees what a merge brings to a branch, and does not take for ours what the branch has', async () => {
    const git = authorized({ paths: ['overlays/dev/**'] });
    const ours = await open(git);
    await ours.write('overlays/dev/a', '2');
    await commit(ours);
    const theirs = await others({ 'overlays/prod/a': '9' });
    expect(await merge(ours, theirs)).toMatchObject({
      changed: ['overlays/dev/a'],
    });
    expect(await ours.push({ targetBranch: 'main', signal })).toMatchObject({
      status: 'rejected',
    });
    const pushed = await ours.push({
      targetBranch: 'main',
      expected: theirs,
      signal,
    });
    expect(pushed).toMatchObject({ status: 'pushed', commit: ours.head });

    const elsewhere = await others({ 'overlays/prod/a': '0' }, 'other');
    const sneaky = await open(git);
    await sneaky.write('overlays/dev/a', '3');
    await commit(sneaky);
    const before = await tip();
    await plainGit(repository.path, 'branch', '-f', 'other', elsewhere);
    await expect(
      merge(sneaky, elsewhere).then(() =>
        sneaky.push({ targetBranch: 'main', force: true, signal }),
      ),
    ).rejects.toThrow(/overlays\/prod\/a.*is not granted|no commit in common/);
    await sneaky.reset(elsewhere, signal);
    await expect(
      sneaky.push({ targetBranch: 'main', force: true, signal }),
    ).rejects.toThrow(/overlays\/prod\/a on main .* is not granted/);
    expect(await tip()).toBe(before);
  });

  it('pushes tags where branches are not limited, or tags are among them', async () => {
    const tagged = async (git: GitPort, edit = 'overlays/dev/a') => {
      const tree = await open(git);
      await tree.write(edit, '2');
      await commit(tree);
      await tree.tag({
        tag: 'v1',
        message: 'One',
        tagger: { name: 'Waybill', email: 'waybill@example.com' },
        date: new Date('2026-03-01T10:00:00Z'),
      });
      return tree.pushTag({ tag: 'v1', signal });
    };
    await expect(tagged(authorized({ branches: ['*'] }))).rejects.toThrow(
      /refs\/tags\/v1 .* is not granted/,
    );
    await expect(
      tagged(authorized({ paths: ['overlays/prod/**'] })),
    ).rejects.toThrow(/overlays\/dev\/a .* is not granted/);
    expect(await tip('v1')).toBeUndefined();
    expect(
      await tagged(authorized({ branches: ['refs/tags/**'] })),
    ).toMatchObject({ status: 'pushed' });
  });
});
