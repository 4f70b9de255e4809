import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { seedGit, startForge, Forge } from '@waybill/sandbox';
import { readDefinition } from './readDefinition';

jest.setTimeout(60_000);

const signal = new AbortController().signal;

function read(
  urlReader: UrlReaderService,
  definitionUrl: string | undefined,
  options: { etag?: string; development?: boolean; signal?: AbortSignal } = {},
) {
  return readDefinition({
    entity: {
      entityRef: 'component:default/mine',
      uid: 'u',
      definitionUrl,
      problem: definitionUrl ? undefined : 'no such place',
      owners: [],
      systems: [],
      domains: [],
      tags: [],
    },
    urlReader,
    development: false,
    signal,
    ...options,
  });
}

describe('from a host', () => {
  let directory: string;
  let forge: Forge;
  let reader: UrlReaderService;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-read-'));
    await seedGit(join(directory, 'git'));
    forge = await startForge({ directory, gitPort: 0, githubPort: 0 });
    reader = UrlReaders.default({
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig({
        data: {
          integrations: {
            github: [
              {
                host: new URL(forge.git.url).host,
                apiBaseUrl: `${forge.github.url}/api/v3`,
              },
            ],
          },
        },
      }),
    });
  });
  afterAll(async () => {
    await forge?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('reads a file once, and says so when it is the same', async () => {
    const url = `${forge.git.url}/acme/storefront/blob/main/waybill.yaml`;
    const first = await read(reader, url);
    expect(first).toMatchObject({
      status: 'read',
      etag: expect.any(String),
      files: [
        {
          path: 'waybill.yaml',
          text: expect.stringContaining('kind: Warehouse'),
        },
      ],
    });
    const { etag } = first as { etag: string };
    expect(await read(reader, url, { etag })).toEqual({ status: 'unchanged' });
  });

  it('reads the YAML files of a folder, sorted, and none of folders in it', async () => {
    const url = `${forge.git.url}/acme/guestbook-config/tree/main/base`;
    const first = await read(reader, url);
    expect(first).toMatchObject({
      status: 'read',
      files: [
        { path: 'deployment.yaml' },
        { path: 'kustomization.yaml' },
        { path: 'service.yaml' },
      ],
    });
    const { etag } = first as { etag: string };
    expect(await read(reader, url, { etag })).toEqual({ status: 'unchanged' });
    expect(
      await read(
        reader,
        `${forge.git.url}/acme/guestbook-config/tree/main/overlays`,
      ),
    ).toMatchObject({ status: 'gone' });
  });

  it('says that it is gone', async () => {
    const url = `${forge.git.url}/acme/storefront/blob/main/nothing.yaml`;
    expect(await read(reader, url)).toEqual({
      status: 'gone',
      message: `${url} was not found`,
    });
  });
});

describe('from a source that misbehaves', () => {
  let server: Server;
  let reader: UrlReaderService;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/large.yaml') {
        for (let i = 0; i < 40; i++) {
          response.write('x'.repeat(100_000));
        }
        response.end();
      } else if (request.url === '/broken.yaml') {
        response.writeHead(500).end('internal');
      }
      // Everything else is never answered.
    }).listen(0, '127.0.0.1');
    await new Promise(done => server.once('listening', done));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    url = `http://${host}`;
    reader = UrlReaders.default({
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig({
        data: { backend: { reading: { allow: [{ host }] } } },
      }),
    });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('refuses what is too large, with a sentence', async () => {
    expect(await read(reader, `${url}/large.yaml`)).toEqual({
      status: 'unreadable',
      message: `${url}/large.yaml: A definition has at most 1048576 bytes in all`,
    });
  });

  it('says what came back', async () => {
    expect(await read(reader, `${url}/broken.yaml`)).toEqual({
      status: 'unreadable',
      message: expect.stringMatching(/broken.yaml could not be read \(.*500/),
    });
  });

  it('gives up after twenty seconds, and at once when it is told to', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    const stop = new AbortController();
    const reading = read(reader, `${url}/silent.yaml`, { signal: stop.signal });
    expect(timeout).toHaveBeenCalledWith(20_000);
    stop.abort(new Error('stopped'));
    await expect(reading).rejects.toThrow('stopped');

    timeout.mockReturnValueOnce(AbortSignal.abort(new Error('too late')));
    expect(await read(reader, `${url}/silent.yaml`)).toEqual({
      status: 'unreadable',
      message: expect.stringContaining('too late'),
    });
    timeout.mockRestore();
  });

  it('reads from no host that is not allowed', async () => {
    expect(
      await read(reader, 'https://elsewhere.example.com/waybill.yaml'),
    ).toEqual({
      status: 'unreadable',
      message: expect.stringContaining('elsewhere.example.com'),
    });
  });
});

describe('from this machine', () => {
  const nowhere = mockServices.urlReader.mock();

  it('reads in development only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waybill-local-'));
    try {
      await writeFile(join(folder, 'b.yaml'), 'b');
      await writeFile(join(folder, 'a.yml'), 'a');
      await writeFile(join(folder, 'README.md'), 'no');
      const url = pathToFileURL(folder).href;
      const first = await read(nowhere, url, { development: true });
      expect(first).toMatchObject({
        status: 'read',
        files: [
          { path: 'a.yml', text: 'a' },
          { path: 'b.yaml', text: 'b' },
        ],
      });
      const { etag } = first as { etag: string };
      expect(await read(nowhere, url, { etag, development: true })).toEqual({
        status: 'unchanged',
      });
      expect(
        await read(nowhere, `${url}/c.yaml`, { development: true }),
      ).toMatchObject({ status: 'gone' });
      expect(await read(nowhere, url)).toMatchObject({ status: 'unreadable' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

it('says why there is nothing to read', async () => {
  expect(await read(mockServices.urlReader.mock(), undefined)).toEqual({
    status: 'unreadable',
    message: 'no such place',
  });
});
