import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { mockServices } from '@backstage/backend-test-utils';
import { createOci } from './createOci';
import { digestOf } from './digestOf';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const EMPTY = digestOf(Buffer.from('{}'));
const signal = new AbortController().signal;

describe('an artifact that would fill the memory', () => {
  const documents = new Map<string, Buffer>();
  let asked: string[];
  let puts: number;
  let server: Server;

  beforeEach(async () => {
    documents.clear();
    asked = [];
    puts = 0;
    server = createServer((request, response) => {
      const name = request.url?.split('/').pop() ?? '';
      const body = documents.get(name);
      if (request.method === 'PUT') {
        puts += 1;
        request.resume();
        response.writeHead(201).end();
      } else if (!body) {
        response.writeHead(404).end();
      } else {
        asked.push(name);
        response.setHeader('docker-content-digest', digestOf(body));
        response.end(request.method === 'HEAD' ? undefined : body);
      }
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  function add(document: object): string {
    const body = Buffer.from(JSON.stringify(document));
    documents.set(digestOf(body), body);
    return digestOf(body);
  }
  const manifest = (annotations: Record<string, string> = {}) =>
    add({
      mediaType: MANIFEST,
      annotations,
      config: { mediaType: 'a/b', digest: EMPTY, size: 2 },
      layers: [],
    });
  const index = (digests: string[]) =>
    add({
      mediaType: INDEX,
      manifests: digests.map(digest => ({
        mediaType: MANIFEST,
        digest,
        size: 1,
      })),
    });

  /** Within one repository, so that there are only manifests to copy. */
  const copy = (digest: string) => {
    const { port } = server.address() as AddressInfo;
    const endpoint = `http://127.0.0.1:${port}`;
    return createOci({
      config: mockServices.rootConfig({
        data: {
          waybill: {
            registries: [{ prefix: 'r.example', endpoint, insecure: true }],
          },
        },
      }),
      credentials: { find: async () => undefined },
    })('p').copy({
      from: `r.example/app@${digest}`,
      to: 'r.example/app:2',
      annotations: {},
      limitBytes: 1_000,
      signal,
    });
  };

  it('is refused where it has very many manifests', async () => {
    const many = Array.from({ length: 501 }, (_, at) =>
      manifest({ at: `${at}` }),
    );
    const half = index(many.slice(0, 500));
    await expect(copy(index([half, index(many)]))).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /cannot be copied: expected at most 1000 manifests of 33554432 bytes together, found more/,
      ),
    });
    expect(asked.length).toBeLessThan(1_010);
    expect(puts).toBe(0);
  });

  it('is refused where one is in it very many times, and that is read once', async () => {
    const one = index(Array(900).fill(manifest()));
    await expect(copy(index(Array(900).fill(one)))).rejects.toThrow(
      /expected at most 1000 manifests/,
    );
    expect(asked).toHaveLength(3);
  });

  it('is refused where its manifests are large', async () => {
    const large = Array.from({ length: 12 }, (_, at) =>
      manifest({ text: `${at}`.repeat(at < 10 ? 3_000_000 : 1_500_000) }),
    );
    await expect(copy(index(large))).rejects.toThrow(
      /33554432 bytes together, found more/,
    );
  });

  it('is copied where it is an image for some platforms', async () => {
    const some = Array.from({ length: 12 }, (_, at) =>
      manifest({ at: `${at}` }),
    );
    const whole = index([...some, some[0]]);
    expect(await copy(whole)).toMatchObject({ digest: whole });
    expect(asked).toHaveLength(13);
    expect(puts).toBe(14);
  });
});
