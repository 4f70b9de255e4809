import {
  ChartSubscription,
  GitSubscription,
  ImageSubscription,
  Subscription,
} from '@waybill/backstage-plugin-waybill-common';
import { definitionOf } from '../store/testing/fixtures';
import { WarehouseRecord } from '../store/WarehouseRecord';
import { discoverWarehouse } from './discoverWarehouse';

const NOW = new Date('2026-11-21T10:00:00.000Z');
const image = definitionOf('app', []).warehouses[0]
  .subscriptions[0] as ImageSubscription;
const git: GitSubscription = {
  kind: 'git',
  name: 'config',
  repoURL: 'https://git.example.com/acme/config',
  commitSelectionStrategy: 'NewestFromBranch',
  branch: 'main',
  includePaths: [],
  excludePaths: [],
  discoveryLimit: 5,
};

const chart: ChartSubscription = {
  kind: 'chart',
  name: 'cache',
  repoURL: 'https://charts.example.com',
  chartName: 'redis',
  semverConstraint: '^19.0.0',
  discoveryLimit: 2,
  insecureSkipTLSVerify: false,
};
const ociChart: ChartSubscription = {
  ...chart,
  name: undefined,
  repoURL: 'oci://registry.example.com/charts/redis/',
  chartName: undefined,
};

/** Everything that was asked, in order. */
function world(options: {
  subscriptions: Subscription[];
  tags?: string[];
  /** Tags with nothing for the platform. */
  missing?: string[];
  head?: string;
  /** Of the chart repository. */
  versions?: string[];
  previous?: WarehouseRecord;
  mayRead?: (subscription: Subscription) => string | undefined;
}) {
  const asked: string[] = [];
  const head = options.head ?? 'a'.repeat(40);
  const look = (previous = options.previous) =>
    discoverWarehouse({
      warehouse: {
        ...definitionOf('app', []).warehouses[0],
        subscriptions: options.subscriptions,
      },
      pipelineId: 'p1',
      previous,
      registry: {
        async listTags({ repoURL }) {
          asked.push(`list ${repoURL}`);
          return options.tags ?? [];
        },
        async resolve({ tag, platform }) {
          asked.push(`resolve ${tag}${platform ? ` ${platform}` : ''}`);
          return options.missing?.includes(tag)
            ? undefined
            : { digest: `sha256:${tag}`, annotations: {} };
        },
      },
      gitHistory: {
        async newestFromBranch({ branch, knownHead }) {
          asked.push(`commits ${branch} ${knownHead ?? '-'}`);
          return knownHead === head
            ? { status: 'unchanged' }
            : {
                status: 'read',
                branch: 'main',
                head,
                commits: [{ repoURL: git.repoURL, id: head, branch: 'main' }],
              };
        },
      },
      charts: {
        async listVersions({ repoURL, name, knownEtag }) {
          asked.push(`versions ${repoURL} ${name} ${knownEtag ?? '-'}`);
          return knownEtag === 'now'
            ? { status: 'unchanged' }
            : { status: 'read', etag: 'now', versions: options.versions ?? [] };
        },
        download: async () => Buffer.alloc(0),
        describe: async () => ({}),
      },
      mayRead: options.mayRead ?? (() => undefined),
      now: NOW,
      signal: new AbortController().signal,
    });
  return { asked, look };
}

describe('discoverWarehouse', () => {
  it('asks for the best tags, one after the other, until it has enough', async () => {
    const { asked, look } = world({
      subscriptions: [
        {
          ...image,
          constraint: '^1.0.0',
          discoveryLimit: 2,
          platform: 'linux/amd64',
        },
      ],
      tags: ['2.0.0', '1.0.0', '1.2.0', 'latest', '1.1.0', '1.3.0'],
      missing: ['1.2.0'],
    });
    const { artifacts, found, cursors } = await look();
    expect(asked).toEqual([
      `list ${image.repoURL}`,
      'resolve 1.3.0 linux/amd64',
      'resolve 1.2.0 linux/amd64',
      'resolve 1.1.0 linux/amd64',
    ]);
    expect(artifacts).toEqual({
      discoveredAt: NOW.toISOString(),
      subscriptions: [
        {
          kind: 'image',
          repoURL: image.repoURL,
          candidates: 6,
          matching: 4,
          images: ['1.3.0', '1.1.0'].map(tag => ({
            repoURL: image.repoURL,
            tag,
            digest: `sha256:${tag}`,
          })),
        },
      ],
    });
    expect(found).toEqual({ candidates: 6, matching: 4 });
    expect(cursors).toEqual({ git: {}, charts: {} });
  });

  it('reads no commits again while the head is the same and the question too', async () => {
    const { asked, look } = world({ subscriptions: [image, git] });
    const first = await look();
    expect(first.artifacts.subscriptions[1]).toMatchObject({
      kind: 'git',
      commits: [{ subscriptionName: 'config', branch: 'main' }],
    });
    const record = { name: 'main', ...first };
    const second = await look(record);
    expect(second.artifacts.subscriptions).toEqual(
      first.artifacts.subscriptions,
    );
    expect(second.cursors).toEqual(first.cursors);

    const changed = world({
      subscriptions: [image, { ...git, includePaths: ['apps'] }],
    });
    await changed.look(record);
    const commits = (all: string[]) =>
      all.filter(it => it.startsWith('commits'));
    expect(commits(asked)).toEqual([
      'commits main -',
      `commits main ${'a'.repeat(40)}`,
    ]);
    expect(commits(changed.asked)).toEqual(['commits main -']);
  });

  it('takes the greatest versions of a chart that satisfy the constraint', async () => {
    const { asked, look } = world({
      subscriptions: [chart],
      versions: ['19.0.1', 'v19.2.0', '18.9.0', '19.1.0-rc.1', 'x', '19.0.2'],
    });
    const { artifacts, found } = await look();
    expect(asked).toEqual(['versions https://charts.example.com redis -']);
    expect(artifacts.subscriptions).toEqual([
      {
        kind: 'chart',
        repoURL: chart.repoURL,
        candidates: 6,
        matching: 3,
        charts: ['v19.2.0', '19.0.2'].map(version => ({
          repoURL: chart.repoURL,
          name: 'redis',
          version,
          subscriptionName: 'cache',
        })),
      },
    ]);
    expect(found).toEqual({ candidates: 6, matching: 3 });
  });

  it('reads no index again while it is the same and the question too', async () => {
    const { asked, look } = world({
      subscriptions: [chart],
      versions: ['19.0.1'],
    });
    const first = await look();
    const record = { name: 'main', ...first };
    const second = await look(record);
    expect(second.artifacts.subscriptions).toEqual(
      first.artifacts.subscriptions,
    );
    expect(second.cursors).toEqual(first.cursors);
    const changed = world({
      subscriptions: [{ ...chart, semverConstraint: '' }],
      versions: ['20.0.0'],
    });
    expect((await changed.look(record)).artifacts.subscriptions).toMatchObject([
      { charts: [{ version: '20.0.0' }] },
    ]);
    expect([...asked, ...changed.asked].map(it => it.split(' ')[3])).toEqual([
      '-',
      'now',
      '-',
    ]);
  });

  it('reads the versions of a chart in a registry from its tags', async () => {
    const { asked, look } = world({
      subscriptions: [ociChart],
      tags: ['19.0.0', '19.0.0_build.2', 'v19.9.0', '19.5', 'latest'],
    });
    const { artifacts } = await look();
    expect(asked).toEqual(['list registry.example.com/charts/redis']);
    expect(artifacts.subscriptions).toMatchObject([
      {
        candidates: 5,
        matching: 2,
        charts: [
          { repoURL: ociChart.repoURL, version: '19.0.0+build.2' },
          { version: '19.0.0' },
        ],
      },
    ]);
  });

  it('finds a chart in the folder of a registry that v0.3 names', async () => {
    const { asked, look } = world({
      subscriptions: [
        { ...chart, repoURL: 'oci://registry.example.com/charts' },
      ],
      tags: ['19.0.0'],
    });
    expect((await look()).artifacts.subscriptions).toMatchObject([
      {
        charts: [
          { repoURL: 'oci://registry.example.com/charts', name: 'redis' },
        ],
      },
    ]);
    expect(asked).toEqual(['list registry.example.com/charts/redis']);
  });

  it.each([
    [
      ['18.0.0', '18.1.0', 'latest'],
      'No version of the chart "redis" of https://charts.example.com satisfies "^19.0.0"; it has 2, the greatest is 18.1.0',
    ],
    [
      ['latest'],
      'The chart "redis" of https://charts.example.com has no version such as 1.2.3',
    ],
  ])(
    'says so when none of %j satisfies the constraint',
    async (versions, message) => {
      const { look } = world({ subscriptions: [chart], versions });
      await expect(look()).rejects.toThrow(message);
    },
  );

  it('asks nothing that the platform has not granted', async () => {
    const { asked, look } = world({
      subscriptions: [git, image],
      mayRead: ({ kind }) =>
        kind === 'git' ? 'waybill.git.allow grants no such' : undefined,
    });
    await expect(look()).rejects.toThrow('waybill.git.allow grants no such');
    expect(asked).toEqual([]);
  });

  it('fails as a whole when one subscription does', async () => {
    const { look } = world({
      subscriptions: [image, { ...image, constraint: 'not a range' }],
    });
    await expect(look()).rejects.toThrow(/not a range/);
  });
});
