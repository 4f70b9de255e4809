import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { pushImage, startRegistry } from '@waybill/sandbox';
import {
  isDebianRegistryThere,
  startDebianRegistry,
  TestRegistry,
} from './__testUtils__/startDebianRegistry';
import { createImageLabels } from './createImageLabels';

jest.setTimeout(60_000);

const signal = new AbortController().signal;
const SOURCE = 'org.opencontainers.image.source';
const REVISION = 'org.opencontainers.image.revision';
const SHOP = 'https://github.com/acme/shop';

const servers: [string, (directory: string) => Promise<TestRegistry>][] = [
  [
    "the sandbox's registry",
    directory => startRegistry({ directory, port: 0 }),
  ],
  ...(isDebianRegistryThere()
    ? [
        ["Debian's docker-registry", startDebianRegistry] as [
          string,
          typeof startDebianRegistry,
        ],
      ]
    : []),
];

describe.each(servers)('createImageLabels with %s', (_name, start) => {
  let directory: string;
  let server: TestRegistry;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'labels-'));
    server = await start(directory);
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  const labels = () =>
    createImageLabels({
      config: mockServices.rootConfig({
        data: {
          waybill: {
            registries: [
              {
                prefix: 'registry.example.com',
                endpoint: server.url,
                insecure: true,
              },
            ],
          },
        },
      }),
      credentials: { find: async () => undefined },
    })('p');
  const read = (reference: string) =>
    labels().read({ reference: `registry.example.com/${reference}`, signal });
  const push = (more: Partial<Parameters<typeof pushImage>[0]>) =>
    pushImage({
      registryUrl: server.url,
      repository: 'acme/shop',
      tag: '1.0.0',
      ...more,
    });

  async function pushJson(path: string, type: string, content: object) {
    const text = JSON.stringify(content);
    await fetch(`${server.url}/v2/${path}`, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: text,
    });
    return { text, size: Buffer.byteLength(text) };
  }
  async function pushBlob(repository: string, content: object | string) {
    const text =
      typeof content === 'string' ? content : JSON.stringify(content);
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    const started = await fetch(
      `${server.url}/v2/${repository}/blobs/uploads/`,
      { method: 'POST' },
    );
    const at = new URL(started.headers.get('location')!, server.url);
    at.searchParams.set('digest', digest);
    await fetch(at, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: text,
    });
    return { digest, size: Buffer.byteLength(text) };
  }

  it('reads the labels of an image of one platform, by its digest', async () => {
    const { digest } = await push({
      labels: { [SOURCE]: SHOP, [REVISION]: 'abc' },
    });
    expect(await read(`acme/shop@${digest}`)).toMatchObject({
      [SOURCE]: SHOP,
      [REVISION]: 'abc',
      'org.opencontainers.image.version': '1.0.0',
    });
  });

  it('reads the labels of an image of several platforms', async () => {
    const { digest } = await push({
      tag: '1.1.0',
      platforms: ['unknown/unknown', 'linux/amd64', 'linux/arm64'],
      labels: { [SOURCE]: SHOP },
    });
    expect(await read(`acme/shop@${digest}`)).toMatchObject({
      [SOURCE]: SHOP,
    });
  });

  it('believes annotations before labels', async () => {
    await push({
      tag: '1.2.0',
      labels: { [SOURCE]: SHOP, [REVISION]: 'old' },
      annotations: { [REVISION]: 'new' },
    });
    expect(await read('acme/shop:1.2.0')).toMatchObject({
      [SOURCE]: SHOP,
      [REVISION]: 'new',
    });
  });

  it("reads a Helm chart's Chart.yaml in the same words", async () => {
    const config = await pushBlob('charts/shop', {
      name: 'shop',
      version: '1.0.0',
      home: 'https://shop.example.com',
      sources: [SHOP, 'https://github.com/acme/other'],
      annotations: { 'artifacthub.io/links': '[]' },
    });
    const layer = await pushBlob('charts/shop', 'chart');
    await pushJson(
      'charts/shop/manifests/1.0.0_build.1',
      'application/vnd.oci.image.manifest.v1+json',
      {
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: {
          mediaType: 'application/vnd.cncf.helm.config.v1+json',
          ...config,
        },
        layers: [
          {
            mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
            ...layer,
          },
        ],
      },
    );
    expect(await read('charts/shop:1.0.0_build.1')).toEqual({
      [SOURCE]: SHOP,
      'org.opencontainers.image.url': 'https://shop.example.com',
      'artifacthub.io/links': '[]',
    });
  });

  it('is nothing where nothing is said, and an error where nothing is', async () => {
    const config = await pushBlob('acme/odd', { config: { Labels: null } });
    await pushJson(
      'acme/odd/manifests/1',
      'application/vnd.oci.image.manifest.v1+json',
      {
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: {
          mediaType: 'application/vnd.oci.image.config.v1+json',
          ...config,
        },
        layers: [],
      },
    );
    expect(await read('acme/odd:1')).toEqual({});
    await expect(read('acme/odd:2')).rejects.toThrow(
      'There is no artifact registry.example.com/acme/odd:2',
    );
    await expect(read('acme/odd')).rejects.toThrow(/Expected an artifact/);
  });
});
