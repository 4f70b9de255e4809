import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  ChartRepository,
  packChart,
  startChartRepository,
} from '@waybill/sandbox';
import { createHttp } from '../../http/createHttp';
import { ChartRepositoryPort, Credential } from '../../ports';
import { createChartRepository } from './createChartRepository';

const CHARTS = 'https://charts.example.com/stable';
const BOT = { username: 'bot', password: 'charts-password' };
const signal = new AbortController().signal;

/** Waybill's port to a repository that answers at an address. */
function portTo(
  endpoint: string | undefined,
  credential?: Credential,
  more: JsonObject = {},
) {
  const asked: object[] = [];
  const port: ChartRepositoryPort = createChartRepository({
    config: mockServices.rootConfig({
      data: {
        waybill: {
          registries: endpoint
            ? [
                {
                  prefix: 'charts.example.com/stable',
                  endpoint,
                  insecure: true,
                  ...more,
                },
              ]
            : [],
        },
      },
    }),
    credentials: {
      find: async question => {
        asked.push(question);
        return credential;
      },
    },
    http: createHttp(),
  });
  const common = { repoURL: CHARTS, name: 'redis', pipelineId: 'p', signal };
  return {
    asked,
    download: (version: string, options: object = {}) =>
      port.download({ ...common, version, limitBytes: 1_000_000, ...options }),
    versions: (options: object = {}) =>
      port.listVersions({ ...common, ...options }),
    describe: (version: string) => port.describe({ ...common, version }),
  };
}

describe('a classic chart repository', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(each => each.close()));
  });

  /** The repository's own paths begin where the manifest's do. */
  async function start(
    options: Partial<Parameters<typeof startChartRepository>[0]> = {},
  ): Promise<ChartRepository> {
    const charts = await startChartRepository({
      port: 0,
      path: '/stable',
      ...options,
    });
    open.push(charts);
    charts.publish({ name: 'redis', version: '19.0.0' });
    charts.publish({
      name: 'redis',
      version: '19.1.0+build.2',
      home: 'https://redis.example.com',
      sources: ['https://github.com/acme/redis'],
      annotations: { 'artifacthub.io/links': '[]' },
    });
    charts.publish({ name: 'web', version: '1.0.0' });
    return charts;
  }

  /** In front of a repository, or instead of one. */
  async function startShim(
    handle: (request: IncomingMessage, response: ServerResponse) => unknown,
  ): Promise<string> {
    const server = createServer(handle);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    open.push({
      close: () =>
        new Promise(resolve => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('has its versions in an index, which is not sent again while it is the same', async () => {
    const charts = await start();
    const { versions } = portTo(charts.url);
    const first = await versions();
    expect(first).toEqual({
      status: 'read',
      versions: ['19.1.0+build.2', '19.0.0'],
      etag: expect.any(String),
    });
    const { etag } = first as { etag: string };
    expect(await versions({ knownEtag: etag })).toEqual({
      status: 'unchanged',
    });
    expect(charts.requests.map(({ status }) => status)).toEqual([200, 304]);
    charts.publish({ name: 'redis', version: '20.0.0' });
    expect(await versions({ knownEtag: etag })).toMatchObject({
      versions: ['20.0.0', '19.1.0+build.2', '19.0.0'],
    });
  });

  it('may send its index packed', async () => {
    const charts = await start({ packed: true });
    expect(await portTo(charts.url).versions()).toMatchObject({
      versions: ['19.1.0+build.2', '19.0.0'],
    });
  });

  it('says what a version is, in the words of annotations', async () => {
    const charts = await start();
    const { describe: says } = portTo(charts.url);
    const labels = {
      'artifacthub.io/links': '[]',
      'org.opencontainers.image.url': 'https://redis.example.com',
      'org.opencontainers.image.source': 'https://github.com/acme/redis',
    };
    expect(await says('19.1.0+build.2')).toEqual(labels);
    expect(await says('19.1.0+build.2')).toEqual(labels);
    expect(charts.requests).toHaveLength(1);
    expect(await says('9.9.9')).toEqual({});
  });

  describe('its archives', () => {
    const index = (urls: string[], digest?: string) =>
      JSON.stringify({
        entries: { redis: [{ version: '1.0.0', urls, digest }] },
      });
    /** Serves an index, and under every other path the path itself. */
    async function serve(text: () => string) {
      const seen: string[] = [];
      const url = await startShim((request, response) => {
        const path = request.url ?? '';
        seen.push(`${path} ${request.headers.authorization ? 'bot' : '-'}`);
        response.end(path.endsWith('/index.yaml') ? text() : path);
      });
      return { url, seen };
    }

    it('are what the index says, by its digest', async () => {
      const charts = await start();
      const { download } = portTo(charts.url);
      expect(await download('19.0.0')).toEqual(
        packChart({ name: 'redis', version: '19.0.0' }),
      );
      await expect(download('19.0.0', { limitBytes: 10 })).rejects.toThrow(
        /larger than 10 bytes/,
      );
      await expect(download('18.0.0')).rejects.toMatchObject({
        name: 'NotFoundError',
        message: expect.stringMatching(
          /no version 18\.0\.0 of the chart "redis"/,
        ),
      });
      const { url } = await serve(() => index(['redis.tgz'], 'abc'));
      await expect(portTo(url).download('1.0.0')).rejects.toMatchObject({
        name: 'StepFailure',
        message: expect.stringMatching(/expected sha256 abc, found/),
      });
    });

    it.each([
      ['redis.tgz', '/stable/redis.tgz bot'],
      [
        'https://charts.example.com/stable/x/redis.tgz',
        '/stable/x/redis.tgz bot',
      ],
    ])('are where the index says: %s', async (address, asked) => {
      const { url, seen } = await serve(() => index([address]));
      const { download } = portTo(url, { type: 'basic', ...BOT });
      await download('1.0.0');
      expect(seen).toEqual(['/stable/index.yaml bot', asked]);
    });

    it('are asked for elsewhere without a credential, and only where the pipeline may', async () => {
      let address = '../other/redis.tgz';
      const { url, seen } = await serve(() => index([address]));
      const { download } = portTo(url, { type: 'basic', ...BOT });
      await expect(download('1.0.0')).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
      const asked: string[] = [];
      const mayAsk = (to: URL) => {
        asked.push(to.pathname);
        return 'any' as const;
      };
      await download('1.0.0', { mayAsk });
      address = 'http://[';
      await expect(download('1.0.0', { mayAsk })).rejects.toThrow(
        /at what is no address/,
      );
      expect(asked).toEqual(['/other/redis.tgz']);
      expect(seen.filter(each => !each.includes('index'))).toEqual([
        '/other/redis.tgz -',
      ]);
    });
  });

  it('is shown its credential, and nobody else is', async () => {
    const charts = await start({ basic: BOT });
    const endpoint = charts.url;
    const { versions, asked } = portTo(endpoint, { type: 'basic', ...BOT });
    expect(await versions()).toMatchObject({ status: 'read' });
    expect(asked).toEqual([
      { kind: 'chart', url: `${endpoint}/stable`, pipelineId: 'p' },
    ]);
    await expect(portTo(endpoint).versions()).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(/answered 401.*no credential/),
    });
    const wrong = await portTo(endpoint, {
      type: 'basic',
      ...BOT,
      password: 'wrong-password',
    })
      .versions()
      .catch(error => error);
    expect(wrong.message).toMatch(/configured credential does not suffice/);
    expect(wrong.message).not.toContain('wrong-password');
    // A pipeline's file that turns certificate checks off gets no credential.
    const strict = portTo(
      'https://charts.internal',
      { type: 'basic', ...BOT },
      {
        insecure: false,
      },
    );
    await expect(
      strict.versions({ insecureSkipTLSVerify: true }),
    ).rejects.toThrow();
    expect(strict.asked).toEqual([]);
  });

  it('keeps its credential to itself when it redirects', async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = await startShim((request, response) => {
      seen.push(request.headers.authorization);
      response.end('entries: {}');
    });
    const home = await startShim((_request, response) => {
      response
        .writeHead(302, {
          location: elsewhere.replace('127.0.0.1', 'localhost'),
        })
        .end();
    });
    // Elsewhere is asked over https alone.
    await expect(
      portTo(home, { type: 'basic', ...BOT }).versions(),
    ).rejects.toThrow(/leads to http:\/\/localhost:\d+, which is not followed/);
    expect(seen).toEqual([]);
  });

  it('is asked nowhere that is not public, unless the platform says so', async () => {
    const { versions } = portTo(undefined);
    for (const repoURL of [
      'https://localhost/charts',
      'https://127.0.0.1/charts',
      'https://169.254.169.254/latest',
      'https://[::ffff:10.0.0.1]/charts',
    ]) {
      await expect(versions({ repoURL })).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringMatching(/an entry of waybill\.registries/),
      });
    }
    await expect(
      versions({ repoURL: 'http://charts.example.com' }),
    ).rejects.toThrow(/is asked over https only/);
  });

  it.each([
    [
      'error-500',
      'ServiceUnavailableError',
      /^https:\/\/charts\.example\.com\/stable: GET http:.*\/stable\/index\.yaml was answered 500$/,
    ],
    ['page', 'InputError', /index\.yaml cannot be read: it is no (YAML|index)/],
    [
      'broken-index',
      'InputError',
      /index\.yaml cannot be read: it is no YAML, from line \d+ on/,
    ],
    ['rate-limit', 'RateLimitError', /429; asking again in 7 s/],
  ] as const)(
    'says what came back when there is %s, and nothing of its words',
    async (fault, name, message) => {
      const charts = await start();
      const { versions } = portTo(charts.url);
      charts.faults.set(fault, 1);
      const error = await versions().catch(it => it);
      expect(error).toMatchObject({
        name,
        message: expect.stringMatching(message),
      });
      expect(error.message).not.toContain('inner words');
      expect(await versions()).toMatchObject({ status: 'read' });
    },
  );

  it('says that there is no such chart', async () => {
    const { versions } = portTo((await start()).url);
    await expect(versions({ name: 'memcached' })).rejects.toMatchObject({
      name: 'NotFoundError',
      message:
        'There is no chart "memcached" in https://charts.example.com/stable',
    });
  });

  it('is not waited for when nobody does any more', async () => {
    const charts = await start();
    charts.faults.set('hang', true);
    const stopped = new AbortController();
    const asking = portTo(charts.url).versions({
      signal: stopped.signal,
    });
    setTimeout(() => stopped.abort(new Error('enough')), 50);
    await expect(asking).rejects.toThrow('enough');
  });

  it('sends no more than is read', async () => {
    const endless = await startShim((_request, response) => {
      const more = () => {
        while (response.write('#'.repeat(1024 * 1024))) {
          // Until it does not take any more.
        }
      };
      response.on('drain', more);
      more();
    });
    await expect(portTo(endless).versions()).rejects.toThrow(
      /larger than \d+ bytes/,
    );
  });
});
