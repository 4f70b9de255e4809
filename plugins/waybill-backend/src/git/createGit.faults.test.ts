import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitWorld, secret, signal } from './testing/gitWorld';

jest.setTimeout(60_000);

const spellings = [
  secret,
  encodeURIComponent(secret),
  Buffer.from(`bot:${secret}`).toString('base64'),
];
const processes = () => execFileSync('ps', ['axww', '-o', 'args']).toString();
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('createGit, when things go wrong', () => {
  const world = new GitWorld();
  const untilAsked = async (what: string) => {
    while (!world.server.requests.some(each => each.includes(what))) {
      await pause(20);
    }
  };

  it('shows the credential to nobody', async () => {
    const { tree } = await world.change(
      world.newGit({ commandTimeoutMs: 4000 }),
    );
    world.server.behaviour.hangOn = 'git-receive-pack';
    const pushing = tree
      .push({ targetBranch: 'main', signal })
      .catch(error => error);
    await untilAsked('git-receive-pack');
    const running = processes();
    expect(running).toContain(`git-remote-http origin ${world.repository.url}`);
    const late = await pushing;
    expect(late.message).toMatch(/does not answer/);

    const refused = await world
      .open('main', world.newGit({}, `${secret}-wrong`))
      .catch(error => error);
    expect(refused).toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringContaining('waybill.credentials'),
    });
    const { logger } = world;
    const logged = [
      logger.debug,
      logger.info,
      logger.warn,
      logger.error,
    ].flatMap(each => each.mock.calls);
    const seen = [running, late.stack, late, refused.stack, refused, logged]
      .map(each => (typeof each === 'string' ? each : JSON.stringify(each)))
      .join('\n');
    for (const spelling of spellings) {
      expect(seen).not.toContain(spelling);
      // grep ends with 1 when it finds nothing.
      expect(
        spawnSync('grep', ['-rlaF', '--', spelling, world.cacheDirectory])
          .status,
      ).toBe(1);
    }
  });

  it('gives up on a server that hangs, and honours the signal', async () => {
    world.server.behaviour.hangOn = 'info/refs';
    const began = Date.now();
    await expect(
      world.open('main', world.newGit({ commandTimeoutMs: 500 })),
    ).rejects.toThrow(/does not answer.*0\.5 s/);
    await expect(
      world.git.open({
        ...world.on,
        start: { branch: 'main' },
        signal: AbortSignal.timeout(500),
      }),
    ).rejects.toThrow(/Stopped talking/);
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(processes()).not.toContain(
      `git-remote-http origin ${world.repository.url}`,
    );
    world.server.behaviour = {};
    expect(await world.open()).toMatchObject({ base: world.first });
  });

  it('lets a hung push hold up nobody else', async () => {
    const { tree } = await world.change();
    world.server.behaviour.hangOn = 'git-receive-pack';
    const stop = new AbortController();
    const pushing = tree
      .push({ targetBranch: 'main', signal: stop.signal })
      .catch(() => 'stopped');
    await untilAsked('git-receive-pack');
    const began = Date.now();
    expect(String(await (await world.open()).read('README.md'))).toBe(
      'hello\n',
    );
    delete world.server.behaviour.hangOn;
    const other = await world.open();
    await other.write('theirs', '1');
    const made = await world.commit(other, '02H');
    expect(await other.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
    expect(Date.now() - began).toBeLessThan(10_000);
    stop.abort();
    expect(await pushing).toBe('stopped');
    expect(await tree.push({ targetBranch: 'main', signal })).toMatchObject({
      status: 'rejected',
      tip: made,
    });
  });

  it.each([
    [403, 'NotAllowedError', /refuses access/],
    [404, 'NotFoundError', /No repository at/],
    [500, 'ServiceUnavailableError', /could not be reached/],
    [301, 'NotFoundError', /redirects, which is not followed/],
  ])('says what an answer of %s means', async (status, name, message) => {
    world.server.behaviour.refuse = {
      on: 'info/refs',
      status,
      location: 'http://127.0.0.1:1/x',
    };
    await expect(world.open()).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  it('says that a protected branch refuses, and does not call it a lost race', async () => {
    await writeFile(
      join(world.repository.path, 'hooks', 'pre-receive'),
      '#!/bin/sh\necho "main is protected" >&2\nexit 1\n',
      { mode: 0o755 },
    );
    const { tree } = await world.change();
    await expect(
      tree.push({ targetBranch: 'main', signal }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('main is protected'),
    });
    expect(await world.tip()).toBe(world.first);
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
      await world.remote('config', key, value);
    }
    world.server.behaviour.oldProtocol = oldProtocol;
    await world.others({ 'c.yaml': 'c\n' });
    const { tree, made } = await world.change();
    expect(String(await tree.read('README.md'))).toBe('hello\n');
    expect(await tree.push({ targetBranch: 'main', signal })).toEqual({
      status: 'pushed',
      commit: made,
    });
    const { on, first } = world;
    expect(
      await world.git.contains({ ...on, ancestor: first, descendant: made }),
    ).toBe(true);
    const pinned = await world
      .freshCache()
      .open({ ...on, start: { branch: 'main', at: first } });
    expect(await pinned.list()).toHaveLength(4);
    expect(String(await pinned.read('README.md'))).toBe('hello\n');
  });
});
