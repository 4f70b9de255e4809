import { createServer, IncomingMessage, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { mockServices } from '@backstage/backend-test-utils';
import { Credential } from '../../ports';
import { createRegistry } from './createRegistry';

const BOT: Credential = { type: 'basic', username: 'bot', password: 'secret' };

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

describe('a registry that would use Waybill for its own ends', () => {
  const close: (() => void)[] = [];
  afterEach(() => close.splice(0).forEach(each => each()));

  async function start(handle: Handle) {
    const server = createServer(handle);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    close.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** `named`: hosts that the platform's configuration names too, so that it may lead there. */
  async function ask(
    endpoint: string,
    credential?: Credential,
    named: string[] = [],
  ) {
    const registry = createRegistry({
      config: mockServices.rootConfig({
        data: {
          waybill: {
            registries: [
              { prefix: 'r.example', endpoint, insecure: true },
              ...named.map(host => ({
                prefix: host,
                endpoint: `http://${host}`,
                insecure: true,
              })),
            ],
          },
        },
      }),
      credentials: { find: async () => credential },
      logger: mockServices.logger.mock(),
    });
    const { signal } = new AbortController();
    const common = { repoURL: 'r.example/app', pipelineId: 'p', signal };
    return {
      tags: () => registry.listTags(common),
      resolve: () =>
        registry.resolve({ ...common, tag: '1', platform: 'linux/amd64' }),
    };
  }

  /** Says what only those inside may know, to whoever asks without leave, and notes who did. */
  async function startInner(status = 200, headers = {}) {
    const seen: (string | undefined)[] = [];
    const host = await start((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(status, headers).end('inner secret');
    });
    return { host, seen };
  }

  it.each([200, 403, 500])(
    'does not get to read what another server answers with %s',
    async status => {
      const { host, seen } = await startInner(status);
      const evil = await start((_request, response) =>
        response.writeHead(302, { location: `http://${host}/x` }).end(),
      );
      const { tags } = await ask(`http://${evil}`, BOT, [host]);
      const error = await tags().catch(it => it);
      expect(error).toBeInstanceOf(Error);
      expect(String(error)).not.toContain('inner');
      expect(seen).toStrictEqual([undefined]);
    },
  );

  it('does not get its credential sent to whom a redirect’s answer names', async () => {
    const tokens = await startInner();
    const { host } = await startInner(401, {
      'www-authenticate': `Bearer realm="http://${tokens.host}/token"`,
    });
    const evil = await start((_request, response) =>
      response.writeHead(307, { location: `http://${host}/x` }).end(),
    );
    const { tags } = await ask(`http://${evil}`, BOT, [host, tokens.host]);
    await expect(tags()).rejects.toThrow(/401/);
    expect(tokens.seen).toEqual([]);
  });

  it.each(['http://169.254.169.254/latest', 'ftp://127.0.0.1/', 'http://:0:'])(
    'does not lead to %s, by redirect or as token service',
    async location => {
      const redirecting = await start((_request, response) =>
        response.writeHead(302, { location }).end(),
      );
      const { tags } = await ask(`http://${redirecting}`);
      await expect(tags()).rejects.toThrow(/which is not followed/);
      const challenging = await start((_request, response) =>
        response
          .writeHead(401, { 'www-authenticate': `Bearer realm="${location}"` })
          .end(),
      );
      const { tags: again } = await ask(`http://${challenging}`);
      await expect(again()).rejects.toThrow(/may not lead|names no address/);
    },
  );

  it('does not get a page of tags read from another host, by two slashes', async () => {
    const { host, seen } = await startInner();
    const evil = await start((request, response) => {
      response.setHeader('link', `</.//${host}/x>; rel="next"`);
      if (request.url?.startsWith('//')) {
        response.writeHead(404);
      }
      response.end(JSON.stringify({ tags: ['1'] }));
    });
    const { tags } = await ask(`http://${evil}`, BOT);
    await expect(tags()).rejects.toThrow(/404/);
    expect(seen).toEqual([]);
  });

  it('does not get paths asked for that an index names as digests', async () => {
    const asked: string[] = [];
    const index = JSON.stringify({
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [
        {
          digest: '../../../../admin',
          platform: { os: 'linux', architecture: 'amd64' },
        },
      ],
    });
    const evil = await start((request, response) => {
      asked.push(request.url ?? '');
      response.end(index);
    });
    const { resolve } = await ask(`http://${evil}`, BOT);
    await resolve().catch(() => {});
    expect(asked.filter(path => path.includes('admin'))).toEqual([]);
  });

  it('does not fill the memory with tags, and has those that are none passed over', async () => {
    let page = 0;
    const evil = await start((_request, response) => {
      page += 1;
      const tags = Array.from({ length: 60_000 }, (_, i) => `${page}-${i}`);
      response.setHeader('link', `</v2/app/tags/list?p=${page}>; rel="next"`);
      response.end(JSON.stringify({ tags: ['x'.repeat(129), ...tags] }));
    });
    const { tags } = await ask(`http://${evil}`);
    await expect(tags()).rejects.toThrow(/more than 500000 tags/);
    expect(page).toBeLessThan(12);
  });

  it('does not see its token in an error', async () => {
    const evil = await start((request, response) => {
      if (request.url?.startsWith('/token')) {
        response.end(JSON.stringify({ token: 'inner\nsecret' }));
      } else {
        const realm = `http://${request.headers.host}/token`;
        response
          .writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` })
          .end();
      }
    });
    const { tags } = await ask(`http://${evil}`);
    const error = await tags().catch(it => it);
    expect(String(error)).toMatch(/without a token/);
    expect(String(error)).not.toContain('inner');
  });
});
