import {
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

/** Everything that was asked, in order. */
function world(options: {
  subscriptions: Subscription[];
  tags?: string[];
  /** Tags with nothing for the platform. */
  missing?: string[];
  head?: string;
  previous?: WarehouseRecord;
  mayRead?: (repoURL: string) => string | undefined;
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
    expect(cursors).toEqual({ git: {} });
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

  it('asks nothing that the platform has not granted', async () => {
    const { asked, look } = world({
      subscriptions: [git, image],
      mayRead: repoURL =>
        repoURL === git.repoURL
          ? 'waybill.git.allow grants no such'
          : undefined,
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
