import { mkdtemp, rm } from 'fs/promises';
import { createServer, IncomingMessage, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import { pushImage, Registry, startRegistry } from '@waybill/sandbox';
import { Credential } from '../../ports';
import { createRegistry } from './createRegistry';
import {
  isDebianRegistryThere,
  startDebianRegistry,
  TestRegistry,
} from '../../registry/__testUtils__/startDebianRegistry';

const REPOSITORY = 'registry.example.com/library/nginx';
const BOT: Credential = { type: 'basic', username: 'bot', password: 'secret' };
const signal = new AbortController().signal;

type Start = (
  directory: string,
  auth?: 'basic' | 'bearer',
) => Promise<TestRegistry>;

const servers: [string, Start][] = [
  [
    "the sandbox's registry",
    (directory, type) =>
      startRegistry({
        directory,
        port: 0,
        auth: type && { type, username: 'bot', password: 'secret' },
      }),
  ],
  ["Debian's docker-registry", startDebianRegistry],
];

/** Waybill's port to a registry that answers at an address, and may lead to some others. */
function portTo(
  endpoint: string,
  credential?: Credential,
  { insecure = false, others = [] as string[] } = {},
) {
  const registry = createRegistry({
    config: mockServices.rootConfig({
      data: {
        waybill: {
          registries: [
            { prefix: 'registry.example.com', endpoint, insecure },
            ...others.map(other => ({
              prefix: new URL(other).host,
              endpoint: other,
            })),
          ],
        },
      },
    }),
    credentials: { find: async () => credential },
    logger: mockServices.logger.mock(),
  });
  const common = { repoURL: REPOSITORY, pipelineId: 'p', signal };
  return {
    listTags: (more: object = {}) => registry.listTags({ ...common, ...more }),
    resolve: (tag: string, more: object = {}) =>
      registry.resolve({ ...common, tag, ...more }),
  };
}

const push = (
  registryUrl: string,
  tag: string,
  more: Partial<Parameters<typeof pushImage>[0]> = {},
) => pushImage({ registryUrl, repository: 'library/nginx', tag, ...more });

/** Something in front of a registry. */
async function startShim(
  handle: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<TestRegistry> {
  const server = createServer(handle);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

describe('createRegistry', () => {
  let directory: string;
  const open: TestRegistry[] = [];
  const opened = async <T extends TestRegistry>(starting: Promise<T>) => {
    const registry = await starting;
    open.push(registry);
    return registry;
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'registry-'));
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(one => one.close()));
    await rm(directory, { recursive: true, force: true });
  });

  it('has both servers to be tested against', () => {
    if (process.env.CI && !isDebianRegistryThere()) {
      throw new Error('Expected /usr/bin/docker-registry; not there');
    }
    expect(servers).toHaveLength(2);
  });

  describe.each(
    servers.filter(([, start]) =>
      start === startDebianRegistry ? isDebianRegistryThere() : true,
    ),
  )('with %s', (_, start) => {
    it('lists tags, but not those that belong to another image', async () => {
      const { url } = await opened(start(directory));
      await push(url, '1.0.0');
      await push(url, '1.1.0');
      await push(url, `sha256-${'a'.repeat(64)}.sig`);
      await push(url, `sha256-${'b'.repeat(64)}`);
      expect((await portTo(url).listTags()).sort()).toEqual(['1.0.0', '1.1.0']);
    });

    it('describes an image by digest, annotations and time', async () => {
      const { url } = await opened(start(directory));
      const { digest } = await push(url, '1.0.0', {
        createdAt: new Date('2026-01-02T03:04:05Z'),
        annotations: { 'org.opencontainers.image.revision': 'abc' },
      });
      const annotations = {
        'org.opencontainers.image.created': '2026-01-02T03:04:05.000Z',
        'org.opencontainers.image.revision': 'abc',
        'org.opencontainers.image.version': '1.0.0',
      };
      const image = {
        digest,
        annotations,
        createdAt: '2026-01-02T03:04:05.000Z',
      };
      const port = portTo(url);
      expect(await port.resolve('1.0.0')).toEqual(image);
      expect(await port.resolve('1.0.0', { platform: 'linux/amd64' })).toEqual(
        image,
      );
      expect(
        await port.resolve('1.0.0', { platform: 'linux/arm64' }),
      ).toBeUndefined();
      expect(await port.resolve('2.0.0')).toBeUndefined();
      const moved = await push(url, '1.0.0', { version: 'again' });
      expect((await port.resolve('1.0.0'))?.digest).toBe(moved.digest);
      expect(moved.digest).not.toBe(digest);
    });

    it('looks into an index for the platform, past attestations', async () => {
      const { url } = await opened(start(directory));
      const { digest } = await push(url, '1.0.0', {
        platforms: ['unknown/unknown', 'linux/amd64', 'linux/arm/v7'],
      });
      const port = portTo(url);
      const on = async (platform?: string) =>
        (await port.resolve('1.0.0', { platform }))?.digest;
      expect(await on()).toBe(digest);
      expect(await on('linux/amd64')).toBe(digest);
      expect(await on('linux/arm/v7')).toBe(digest);
      expect(await on('linux/arm')).toBeUndefined();
      expect(await on('windows/amd64')).toBeUndefined();
    });

    it('says that there is no such repository', async () => {
      const { url } = await opened(start(directory));
      await expect(portTo(url).listTags()).rejects.toMatchObject({
        name: 'NotFoundError',
        message: expect.stringMatching(
          /^registry\.example\.com\/library\/nginx: GET http:.*\/v2\/library\/nginx\/tags\/list\?n=1000 was answered 404: NAME_UNKNOWN/,
        ),
      });
    });

    it.each(['basic', 'bearer'] as const)(
      'shows its credential where %s authentication is asked for',
      async auth => {
        const anyone = await start(directory);
        await push(anyone.url, '1.0.0', { platforms: ['linux/amd64'] });
        await anyone.close();
        const { url, tokensUrl } = await opened(start(directory, auth));
        const others = tokensUrl ? [tokensUrl] : [];
        const port = portTo(url, BOT, { others });
        expect(await port.listTags()).toEqual(['1.0.0']);
        expect(
          await port.resolve('1.0.0', { platform: 'linux/amd64' }),
        ).toBeDefined();

        await expect(
          portTo(url, undefined, { others }).listTags(),
        ).rejects.toMatchObject({
          name: 'NotAllowedError',
          message: expect.stringMatching(/401.*no credential is configured/),
        });
        const wrong = { ...BOT, password: 'wrong-password' };
        const refused = await portTo(url, wrong, { others })
          .listTags()
          .catch(error => error);
        expect(refused.name).toBe('NotAllowedError');
        expect(refused.message).toMatch(/configured credential does not/);
        expect(refused.message).not.toContain('wrong-password');
        // A pipeline's file that turns certificate checks off gets no credential.
        await expect(
          port.listTags({ insecureSkipTLSVerify: true }),
        ).rejects.toThrow(/turns the check of certificates off/);
      },
    );

    it('reads all pages, whose links are relative or point to an inner host', async () => {
      const { url } = await opened(start(directory));
      for (const tag of ['a', 'b', 'c', 'd', 'e']) {
        await push(url, tag);
      }
      const asked: string[] = [];
      const paging = await opened(
        startShim(async (request, response) => {
          const at = new URL(request.url ?? '', 'http://shim');
          asked.push(at.search);
          const { tags } = (await (
            await fetch(`${url}${at.pathname}`)
          ).json()) as { tags: string[] };
          const rest = tags
            .sort()
            .filter(tag => tag > (at.searchParams.get('last') ?? ''));
          const page = rest.slice(0, 2);
          if (rest.length > 2) {
            const next = `${at.pathname}?n=2&last=${page[1]}`;
            const inner = page[0] === 'a' ? '' : 'http://inner.invalid';
            response.setHeader('link', `<${inner}${next}>; rel="next"`);
          }
          response.end(JSON.stringify({ tags: page }));
        }),
      );
      expect(await portTo(paging.url).listTags()).toEqual([
        'a',
        'b',
        'c',
        'd',
        'e',
      ]);
      expect(asked).toEqual(['?n=1000', '?n=2&last=b', '?n=2&last=d']);
    });
  });

  describe('with a registry that misbehaves', () => {
    let registry: Registry;
    beforeEach(async () => {
      registry = await opened(
        startRegistry({ directory, port: 0, pageSize: 1 }),
      );
      await push(registry.url, '1.0.0');
      await push(registry.url, '1.1.0');
    });

    it('says what was asked and what came back, and heals', async () => {
      const port = portTo(registry.url);
      registry.setFault('error-500', 1);
      await expect(port.listTags()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(
          /GET http.*answered 500: internal error/,
        ),
      });
      expect(await port.listTags()).toEqual(['1.0.0', '1.1.0']);
      registry.setFault('hang', 1);
      await expect(
        port.listTags({ signal: AbortSignal.timeout(100) }),
      ).rejects.toMatchObject({ name: 'TimeoutError' });
      expect(await port.listTags()).toEqual(['1.0.0', '1.1.0']);
      await registry.close();
      open.splice(0);
      await expect(port.listTags()).rejects.toThrow(
        /nginx: GET http.* failed: .*ECONNREFUSED/,
      );
    });

    it('does not ask again before the time a registry has asked for', async () => {
      const port = portTo(registry.url);
      registry.setFault('rate-limit', 1);
      await expect(port.listTags()).rejects.toMatchObject({
        name: 'RateLimitError',
        retryAfterSeconds: 7,
      });
      // The registry would answer now.
      await expect(port.resolve('1.0.0')).rejects.toThrow(
        /was not sent: .*another [67] s/,
      );
    });

    it('does not believe content that is not what the digest says', async () => {
      const port = portTo(registry.url);
      registry.setFault('wrong-digest', 1);
      await expect(port.resolve('1.0.0')).rejects.toThrow(/404|digest/);
      const lying = await opened(
        startShim(async (request, response) => {
          const real = await fetch(`${registry.url}${request.url}`, {
            method: request.method,
          });
          for (const name of ['content-type', 'docker-content-digest']) {
            response.setHeader(name, real.headers.get(name) ?? '');
          }
          response.end((await real.text()).replace('1.0.0', '6.6.6'));
        }),
      );
      await expect(portTo(lying.url).resolve('1.0.0')).rejects.toThrow(
        /asked http.* for sha256:[0-9a-f]+, found content with digest sha256:/,
      );
    });

    it('notices pages that never end', async () => {
      const endless = await opened(
        startShim((request, response) => {
          response.setHeader('link', `<${request.url}>; rel="next"`);
          response.end(JSON.stringify({ tags: ['a'] }));
        }),
      );
      await expect(portTo(endless.url).listTags()).rejects.toThrow(
        /do not come to an end/,
      );
    });

    it('keeps its credential from where a redirect leads', async () => {
      const seen: (string | undefined)[] = [];
      const elsewhere = await opened(
        startShim((request, response) => {
          seen.push(request.headers.authorization);
          response.end(JSON.stringify({ tags: ['a'] }));
        }),
      );
      const redirecting = await opened(
        startShim((request, response) => {
          if (!request.headers.authorization) {
            response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' });
          } else {
            response.writeHead(307, { location: `${elsewhere.url}/tags` });
          }
          response.end();
        }),
      );
      const port = portTo(redirecting.url, BOT, { others: [elsewhere.url] });
      expect(await port.listTags()).toEqual(['a']);
      expect(seen).toStrictEqual([undefined]);
    });

    it('does not send its credential to a token service over plain http', async () => {
      const greedy = await opened(
        startShim((_request, response) => {
          response
            .writeHead(401, {
              'www-authenticate':
                'Bearer realm="http://tokens.example.com/token",service="x"',
            })
            .end();
        }),
      );
      await expect(portTo(greedy.url, BOT).listTags()).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringMatching(/tokens\.example\.com, over plain http/),
      });
    });

    it('gets a new token when the old one is no longer taken', async () => {
      const auth = {
        type: 'bearer',
        username: 'bot',
        password: 'secret',
      } as const;
      const first = await startRegistry({ directory, port: 0, auth });
      const port = portTo(first.url, BOT);
      expect(await port.listTags()).toHaveLength(2);
      await first.close();
      await opened(startRegistry({ directory, port: first.port, auth }));
      expect(await port.listTags()).toHaveLength(2);
    });
  });
});
