import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { GitWorld, secret } from '../testing/gitWorld';
import { askRefs } from './askRefs';

jest.setTimeout(30_000);

const id = 'a'.repeat(40);
const credential = {
  type: 'basic' as const,
  username: 'bot',
  password: secret,
};
const { signal } = new AbortController();
const asked = {
  credential,
  prefixes: ['HEAD', 'refs/heads/main'],
  timeoutMs: 5_000,
  signal,
  env: {},
};

describe('askRefs', () => {
  const world = new GitWorld();

  it('finds branches, and the one that HEAD stands for, in one request', async () => {
    await world.remote('branch', 'main-2', 'main');
    await world.remote('branch', 'other', 'main');
    const { url: href } = world.repository;
    world.server.requests.length = 0;
    expect(await askRefs({ ...asked, href })).toEqual(
      new Map([
        ['HEAD', { id: world.first, target: 'refs/heads/main' }],
        ['refs/heads/main', { id: world.first }],
        ['refs/heads/main-2', { id: world.first }],
      ]),
    );
    expect(world.server.requests).toHaveLength(1);
    const { url: empty } = await world.server.create('acme/nothing.git');
    expect(await askRefs({ ...asked, href: empty })).toEqual(new Map());
  });

  it('leaves a server of another version to git', async () => {
    world.server.behaviour.oldProtocol = true;
    const { url: href } = world.repository;
    expect(await askRefs({ ...asked, href })).toBeUndefined();
    expect(await world.git.resolve({ ...world.on, branch: 'main' })).toEqual({
      branch: 'main',
      commit: world.first,
    });
  });

  it('leaves a refusal to git, which says why', async () => {
    world.server.behaviour.refuse = { on: 'upload-pack', status: 403 };
    const { url: href } = world.repository;
    expect(await askRefs({ ...asked, href })).toBeUndefined();
    await expect(world.git.resolve(world.on)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('leaves what it cannot know to git', async () => {
    const { url: href } = world.repository;
    world.server.requests.length = 0;
    const https = href.replace('http:', 'https:');
    const proxy = 'http://squid.example:3128';
    for (const special of [
      { href, env: { http_proxy: proxy } },
      { href, env: { ALL_PROXY: proxy } },
      { href: https, env: { HTTPS_PROXY: proxy } },
      { href: https, env: { GIT_SSL_CAINFO: '/etc/ours.pem' } },
    ]) {
      expect(await askRefs({ ...asked, ...special })).toBeUndefined();
    }
    for (const other of ['file:///tmp/repo.git', `${href}?token=1`]) {
      expect(await askRefs({ ...asked, href: other })).toBeUndefined();
    }
    expect(world.server.requests).toEqual([]);
  });

  describe('of a server', () => {
    let server: Server;
    let answer: RequestListener;
    let href: string;

    beforeAll(async () => {
      server = createServer((req, res) => {
        req.resume();
        answer(req, res);
      });
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', resolve),
      );
      const { port } = server.address() as AddressInfo;
      href = `http://127.0.0.1:${port}/acme/shop`;
    });
    afterAll(async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    });

    const says = (text: string, type = 'x-git-upload-pack-result') => {
      answer = (_req, res) => {
        res.setHeader('content-type', `application/${type}`);
        res.end(text);
      };
    };
    const line = `0032${id} HEAD\n`;

    it('believes a whole answer', async () => {
      says(`${line}0000`);
      expect(await askRefs({ ...asked, href })).toEqual(
        new Map([['HEAD', { id }]]),
      );
    });

    it.each([
      ['nothing', ''],
      ['half an answer', line],
      ['a cut line', `${line}0040${id} re`],
      ['an error', '0011ERR no access\n0000'],
      ['more than the answer', `${line}0000${line}`],
      ['an unknown line', '000dunknown\n\n0000'],
      ['a page', '<html>Sign in</html>'],
      ['too much', line.repeat(25_000)],
    ])('believes %s not', async (_, text) => {
      says(text);
      expect(await askRefs({ ...asked, href })).toBeUndefined();
      says(`${line}0000`, 'html');
      expect(await askRefs({ ...asked, href })).toBeUndefined();
    });

    it('takes its credential nowhere else', async () => {
      const paths: string[] = [];
      answer = (req, res) => {
        paths.push(req.url!);
        res.writeHead(302, { location: '/elsewhere' }).end();
      };
      expect(await askRefs({ ...asked, href })).toBeUndefined();
      expect(paths).toEqual(['/acme/shop/git-upload-pack']);
    });

    it('gives up on one that does not answer, and when it is told to', async () => {
      answer = () => {};
      await expect(
        askRefs({ ...asked, href, timeoutMs: 100 }),
      ).rejects.toMatchObject({ name: 'TimeoutError' });
      await expect(
        askRefs({ ...asked, href, signal: AbortSignal.abort('stop') }),
      ).rejects.toBe('stop');
    });
  });
});
