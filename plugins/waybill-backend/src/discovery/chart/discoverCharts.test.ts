import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { pushChart, pushImage, startRegistry } from '@waybill/sandbox';
import {
  isDebianRegistryThere,
  startDebianRegistry,
  TestRegistry,
} from '../../registry/__testUtils__/startDebianRegistry';
import { createRegistry } from '../image';
import { discoverCharts } from './discoverCharts';

const servers: [string, (directory: string) => Promise<TestRegistry>][] = [
  [
    "the sandbox's registry",
    directory => startRegistry({ directory, port: 0 }),
  ],
  ["Debian's docker-registry", directory => startDebianRegistry(directory)],
];

describe.each(
  servers.filter(
    ([, start]) => start === servers[0][1] || isDebianRegistryThere(),
  ),
)('charts in %s', (_, start) => {
  let directory: string;
  let registry: TestRegistry;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'charts-'));
    registry = await start(directory);
    const push = (name: string, version: string) =>
      pushChart({
        registryUrl: registry.url,
        folder: 'charts',
        chart: { name, version },
      });
    for (const version of ['19.0.0', '19.0.10', '19.0.9+x.2', '20.0.0-rc.1']) {
      await push('redis', version);
    }
    await push('web', '3.0.0');
    await pushImage({
      registryUrl: registry.url,
      repository: 'charts/redis',
      tag: 'latest',
    });
  });
  afterAll(async () => {
    await registry?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const look = (semverConstraint: string, repoURL = 'redis') =>
    discoverCharts(
      {
        registry: createRegistry({
          config: mockServices.rootConfig({
            data: {
              waybill: {
                registries: [
                  {
                    prefix: 'registry.example.com',
                    endpoint: registry.url,
                    insecure: true,
                  },
                ],
              },
            },
          }),
          credentials: { find: async () => undefined },
          logger: mockServices.logger.mock(),
        }),
        charts: {
          listVersions: async () => {
            throw new Error('it is asked for no index');
          },
          download: async () => Buffer.alloc(0),
          describe: async () => ({}),
        },
        pipelineId: 'p',
        signal: new AbortController().signal,
      },
      {
        kind: 'chart',
        repoURL: `oci://registry.example.com/charts/${repoURL}`,
        semverConstraint,
        discoveryLimit: 2,
        insecureSkipTLSVerify: false,
      },
      {},
    );

  it('are versions from the greatest down, with their plus', async () => {
    const { found, cursor } = await look('^19.0.0');
    expect(found).toMatchObject({ candidates: 5, matching: 3 });
    expect(found.charts).toEqual(
      ['19.0.10', '19.0.9+x.2'].map(version => ({
        repoURL: 'oci://registry.example.com/charts/redis',
        version,
      })),
    );
    expect(cursor).toBeUndefined();
    expect((await look('')).found.charts[0].version).toBe('20.0.0-rc.1');
  });

  it('are missed with a sentence', async () => {
    await expect(look('^18.0.0')).rejects.toThrow(
      'No version of the chart oci://registry.example.com/charts/redis satisfies "^18.0.0"; it has 4, the greatest is 20.0.0-rc.1',
    );
    await expect(look('', 'memcached')).rejects.toThrow(
      /charts\/memcached: GET .* was answered 404/,
    );
  });
});
