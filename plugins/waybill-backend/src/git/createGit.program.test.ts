import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GitPort } from '@waybill/backstage-plugin-waybill-node';
import { git as plainGit } from './testing/git';
import { GitWorld, signal } from './testing/gitWorld';

jest.setTimeout(60_000);

describe('createGit', () => {
  const world = new GitWorld();

  it('starts in an empty repository', async () => {
    const empty = await world.server.create('acme/empty.git');
    const on = { repoURL: empty.url, signal };
    const open = (start: Parameters<GitPort['open']>[0]['start']) =>
      world.git.open({ ...on, start });
    expect(await world.git.resolve(on)).toBeUndefined();
    await expect(open({ defaultBranch: true })).rejects.toThrow('is empty');
    await expect(open({ branch: 'main' })).rejects.toThrow(
      'has no branch main',
    );
    const tree = await open({ branch: 'main', create: true });
    await tree.write('README.md', 'first');
    const made = await world.commit(tree);
    expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
    expect(await world.git.resolve(on)).toEqual({
      branch: 'main',
      commit: made,
    });
  });

  it('finds and fetches what it has nothing of in one conversation, and asks first where a branch is that it has', async () => {
    const asked = async () => {
      world.server.requests.length = 0;
      const tree = await world.open();
      return {
        base: tree.base,
        conversations: world.server.requests.filter(each =>
          each.startsWith('GET'),
        ).length,
        requests: world.server.requests.length,
      };
    };
    const cold = { conversations: 1, requests: 3 };
    expect(await asked()).toEqual({ base: world.first, ...cold });
    const known = { conversations: 0, requests: 1 };
    expect(await asked()).toEqual({ base: world.first, ...known });
    const base = await world.others({ 'README.md': 'again\n' });
    const behind = { conversations: 1, requests: 3 };
    expect(await asked()).toEqual({ base, ...behind });
    await expect(world.open('nowhere')).rejects.toThrow(
      'has no branch nowhere',
    );
  });

  it('pushes many new files as few', async () => {
    const tree = await world.open();
    for (let n = 0; n < 200; n++) {
      await tree.write(`apps/app-${n % 20}/file-${n}.yaml`, `file: ${n}\n`);
    }
    const made = await world.commit(tree);
    expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
    expect(
      (await world.modes()).filter(each => /apps/.test(each)),
    ).toHaveLength(200);
    expect(
      await world.remote('fsck', '--strict', '--full', '--no-dangling'),
    ).toBe('');
  });

  it('fetches folders alone, and files that somebody asks for', async () => {
    const files: Record<string, string> = {};
    for (let n = 0; n < 5000; n++) {
      files[`apps/app-${n % 100}/file-${n}.yaml`] = `name: app-${n}\n`.repeat(
        20,
      );
    }
    await world.others(files);
    const tree = await world.open();
    expect(await tree.list()).toHaveLength(5004);
    expect(await tree.list('apps/app-7')).toHaveLength(50);
    expect(String(await tree.read('apps/app-7/file-7.yaml'))).toContain(
      'app-7',
    );
    const cached = await plainGit(
      world.directory,
      ...[
        '--git-dir',
        await world.cached(),
        'cat-file',
        '--batch-all-objects',
        '--batch-check=%(objecttype)',
      ],
    );
    expect(cached.split('\n').filter(type => type === 'blob')).toHaveLength(1);

    const disk = join(world.directory, 'disk');
    world.server.requests.length = 0;
    await tree.materialize(disk);
    // Not a request per file.
    expect(world.server.requests.length).toBeLessThan(20);
    expect(
      String(await readFile(join(disk, 'apps/app-99/file-4999.yaml'))),
    ).toContain('app-4999');
    // eslint-disable-next-line no-bitwise
    expect((await stat(join(disk, 'bin/run'))).mode & 0o111).not.toBe(0);
    expect([...(await readFile(join(disk, 'logo.png')))]).toEqual([
      0, 255, 10, 13, 0, 200,
    ]);
    await expect(tree.materialize(disk)).rejects.toThrow('empty folder');
  });

  it('gives up on a push that is taken but not answered, and finds its effect', async () => {
    const quick = world.newGit({ commandTimeoutMs: 4000 });
    const { tree, made } = await world.change(quick);
    world.server.behaviour.withholdPushAnswers = true;
    await expect(tree.push({ targetBranch: 'main', signal })).rejects.toThrow(
      /does not answer.*4 s/,
    );
    world.server.behaviour.withholdPushAnswers = false;
    expect(await world.tip()).toBe(made);
    expect(
      await quick.findByTrailer({
        ...world.on,
        branch: 'main',
        trailer: { key: 'Waybill-Promotion', value: '01H' },
        since: world.first,
      }),
    ).toMatchObject({ id: made });
    expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
  });
});
