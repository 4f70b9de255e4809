import { execFile } from 'child_process';
import { createHash } from 'crypto';
import { mkdtemp, readFile, rm } from 'fs/promises';
import { createServer, IncomingMessage, ServerResponse } from 'http';
import { createServer as createTlsServer } from 'https';
import { AddressInfo, Server } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { mockServices } from '@backstage/backend-test-utils';
import { getGlobalDispatcher, ProxyAgent, setGlobalDispatcher } from 'undici';
import { createOci } from './createOci';

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

const SECRET = 'what only those inside may know';
const REFERENCE = 'r.example/app:1';
const signal = new AbortController().signal;
const digestOf = (text: string) =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('a registry in the inner network', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      (server as { closeAllConnections?(): void }).closeAllConnections?.();
      await new Promise(resolve => {
        server.close(resolve);
      });
    }
  });

  /** Gives `127.0.0.1:<port>`. */
  async function listen(server: Server) {
    servers.push(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const serve = (handle: Handle) => listen(createServer(handle));

  /** Tells whoever asks, and notes what was asked for. */
  async function startInner() {
    const asked: string[] = [];
    const host = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end(SECRET);
    });
    return { host, asked };
  }

  const ociOf = (...registries: { prefix: string; endpoint: string }[]) =>
    createOci({
      config: mockServices.rootConfig({
        data: {
          waybill: {
            registries: registries.map(each => ({ ...each, insecure: true })),
          },
        },
      }),
      credentials: { find: async () => undefined },
    })('p');
  const entry = (host: string, prefix = host) => ({
    prefix,
    endpoint: `http://${host}`,
  });
  const download = (oci: ReturnType<typeof ociOf>, reference = REFERENCE) =>
    oci.download({ reference, limitBytes: 1_000, signal });

  /** Leads to an inner address for its digest, and again for a layer that has that digest. */
  async function startThief(leadsTo: string) {
    const seen: string[] = [];
    let learnt: string | undefined;
    const manifest = () =>
      JSON.stringify({
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: { mediaType: 'a/b', digest: digestOf('{}'), size: 2 },
        layers: [{ mediaType: 'a/b', digest: learnt, size: SECRET.length }],
      });
    const host = await serve((request, response) => {
      const path = request.url ?? '';
      seen.push(path);
      const [, digest] = /manifests\/(sha256:.*)/.exec(path) ?? [];
      if (request.method === 'HEAD') {
        response.end();
      } else if (path.includes('/blobs/') || (!learnt && !digest)) {
        response.writeHead(302, { location: leadsTo }).end();
      } else {
        learnt ??= digest;
        response.end(manifest());
      }
    });
    return { host, seen };
  }

  it.each([
    ['an address', '127.0.0.1'],
    ['a name', 'localhost'],
  ])('is not read by way of another that leads to %s', async (_, name) => {
    const inner = await startInner();
    const at = inner.host.replace('127.0.0.1', name);
    const thief = await startThief(`http://${at}/any/path`);
    const oci = ociOf(entry(thief.host, 'r.example'));
    const steal = async () => String(await download(oci).catch(it => it));
    const stolen = [await steal(), await steal()];
    expect(stolen.join()).not.toContain(SECRET);
    expect(stolen[0]).toContain(
      `http://${thief.host} leads to http://${at}, and that stands for an address that is not public; an entry of waybill.registries with the prefix "${at}" and the endpoint "http://${at}" in the platform's configuration would say that it may`,
    );
    expect(inner.asked).toEqual([]);
  });

  it('is not asked for a token by way of another', async () => {
    const inner = await startInner();
    const evil = await serve((_, response) => {
      const realm = `http://${inner.host}/token`;
      response
        .writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` })
        .end();
    });
    await expect(
      download(ociOf(entry(evil, 'r.example'))),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /was answered 401, and http:.* leads to http:.* not public; an entry of waybill\.registries/,
      ),
    });
    expect(inner.asked).toEqual([]);
  });

  it('is led to where entries name both', async () => {
    const layer = SECRET;
    const blobs = await serve((_, response) => response.end(layer));
    const tokens = await serve((_, response) =>
      response.end(JSON.stringify({ token: 't' })),
    );
    const manifest = JSON.stringify({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'a/b', digest: digestOf('{}'), size: 2 },
      layers: [
        { mediaType: 'a/b', digest: digestOf(layer), size: layer.length },
      ],
    });
    const registry = await serve((request, response) => {
      if (!request.headers.authorization) {
        const realm = `Bearer realm="http://${tokens}/token"`;
        response.writeHead(401, { 'www-authenticate': realm }).end();
      } else if (request.url?.includes('/blobs/')) {
        response.writeHead(307, { location: `http://${blobs}/x` }).end();
      } else {
        response.end(manifest);
      }
    });
    const named = ociOf(
      entry(registry, 'r.example'),
      entry(blobs),
      entry(tokens),
    );
    expect(String(await download(named))).toBe(layer);
  });

  describe('that a pipeline names itself, certificates unchecked', () => {
    let directory: string;
    let tls: { key: Buffer; cert: Buffer };
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'inner-'));
      const [key, cert] = ['key', 'cert'].map(name => join(directory, name));
      await promisify(execFile)('openssl', [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
        ...['-subj', '/CN=inner', '-keyout', key, '-out', cert],
      ]);
      tls = { key: await readFile(key), cert: await readFile(cert) };
    });
    afterAll(() => rm(directory, { recursive: true, force: true }));

    it.each(['127.0.0.1', 'localhost', '0x7f.1'])(
      'does not show what %s answers',
      async name => {
        let asked = 0;
        const host = await listen(
          createTlsServer(tls, (_, response) => {
            asked += 1;
            response.writeHead(500).end(SECRET);
          }),
        );
        const at = host.replace('127.0.0.1', name);
        const asking = {
          repository: `${at}/app`,
          insecureSkipTLSVerify: true,
          signal,
        };
        const refused = await ociOf()
          .listTags(asking)
          .catch(error => error);
        expect(refused.message).not.toContain(SECRET);
        expect(refused).toMatchObject({
          name: 'NotAllowedError',
          message: expect.stringMatching(
            /stands for an address that is not public; an entry of waybill\.registries with the prefix "/,
          ),
        });
        expect(asked).toBe(0);
        const named = ociOf({ prefix: at, endpoint: `https://${host}` });
        await expect(named.listTags(asking)).rejects.toThrow(SECRET);
      },
    );
  });

  describe('where the process sends its requests through a proxy', () => {
    const before = getGlobalDispatcher();
    afterEach(() => setGlobalDispatcher(before));

    it('is not asked of the proxy, and a public one is', async () => {
      const asked: (string | undefined)[] = [];
      const proxy = createServer();
      proxy.on('connect', (request, socket) => {
        asked.push(request.url);
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      });
      setGlobalDispatcher(new ProxyAgent(`http://${await listen(proxy)}`));
      for (const inner of ['localhost:5000', '10.0.0.5:8443']) {
        await expect(download(ociOf(), `${inner}/app:1`)).rejects.toThrow(
          /not public/,
        );
      }
      await expect(
        download(ociOf(), 'registry.invalid/app:1'),
      ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
      expect(asked).toEqual(['registry.invalid:443']);
    });
  });
});
