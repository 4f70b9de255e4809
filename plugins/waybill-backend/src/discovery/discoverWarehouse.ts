import { NotAllowedError } from '@backstage/errors';
import {
  FreightImage,
  GitSubscription,
  ImageSubscription,
  selectSemVerTags,
  Subscription,
  WarehouseDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import {
  ChartRepositoryPort,
  DiscoveredArtifacts,
  DiscoveredSubscription,
  GitHistoryPort,
  RegistryPort,
} from '../ports';
import { discoverCharts } from './chart/discoverCharts';
import { WarehouseCursors, WarehouseRecord } from '../store/WarehouseRecord';

/** What a look at a Warehouse needs. */
export interface WarehouseLook {
  warehouse: WarehouseDefinition;
  pipelineId: string;
  /** What is known from earlier looks. */
  previous: WarehouseRecord | undefined;
  registry: RegistryPort;
  gitHistory: GitHistoryPort;
  charts: ChartRepositoryPort;
  /** Why what is subscribed to may not be read; undefined: it may. */
  mayRead(subscription: Subscription): string | undefined;
  now: Date;
  signal: AbortSignal;
}

/** What it brought. */
export interface WarehouseFindings {
  artifacts: DiscoveredArtifacts;
  found: { candidates: number; matching: number };
  cursors: WarehouseCursors;
}

/**
 * Looks at every subscription of a Warehouse. One that fails fails the look, so that no Freight is made of half of it;
 * the error says what was asked and what came back.
 */
export async function discoverWarehouse(
  look: WarehouseLook,
): Promise<WarehouseFindings> {
  const subscriptions: DiscoveredSubscription[] = [];
  const git: NonNullable<WarehouseCursors['git']> = {};
  const charts: NonNullable<WarehouseCursors['charts']> = {};
  for (const [index, subscription] of look.warehouse.subscriptions.entries()) {
    look.signal.throwIfAborted();
    const refused = look.mayRead(subscription);
    if (refused) {
      throw new NotAllowedError(refused);
    }
    if (subscription.kind === 'image') {
      subscriptions.push(await discoverImages(look, subscription));
    } else if (subscription.kind === 'chart') {
      const { found, cursor } = await discoverCharts(look, subscription, {
        found: look.previous?.artifacts?.subscriptions[index],
        cursor: look.previous?.cursors.charts?.[index],
      });
      subscriptions.push(found);
      if (cursor) {
        charts[index] = cursor;
      }
    } else {
      const discovered = await discoverCommits(look, subscription, index);
      subscriptions.push(discovered);
      git[index] = {
        head: discovered.head,
        fingerprint: fingerprintOf(subscription),
      };
    }
  }
  return {
    artifacts: { discoveredAt: look.now.toISOString(), subscriptions },
    found: {
      candidates: sum(subscriptions, it =>
        it.kind === 'git' ? it.commits.length : it.candidates,
      ),
      matching: sum(subscriptions, it =>
        it.kind === 'git' ? it.commits.length : it.matching,
      ),
    },
    cursors: { git, charts },
  };
}

/** Asks for the tags best first, one after the other, until enough of them are images for the platform. */
async function discoverImages(
  { registry, pipelineId, signal }: WarehouseLook,
  subscription: ImageSubscription,
): Promise<DiscoveredSubscription> {
  const { repoURL, platform, insecureSkipTLSVerify } = subscription;
  const common = { repoURL, pipelineId, insecureSkipTLSVerify, signal };
  const tags = await registry.listTags(common);
  const matching = selectSemVerTags({
    tags,
    constraint: subscription.constraint,
    strictSemvers: subscription.strictSemvers,
    allowTagsRegexes: subscription.allowTagsRegexes,
    ignoreTagsRegexes: subscription.ignoreTagsRegexes,
  });
  const images: FreightImage[] = [];
  for (const tag of matching) {
    if (images.length >= subscription.discoveryLimit) {
      break;
    }
    signal.throwIfAborted();
    const image = await registry.resolve({ ...common, tag, platform });
    if (image) {
      images.push({
        repoURL,
        tag,
        digest: image.digest,
        ...(Object.keys(image.annotations).length > 0 && {
          annotations: image.annotations,
        }),
        ...(subscription.name && { subscriptionName: subscription.name }),
      });
    }
  }
  return {
    kind: 'image',
    repoURL,
    candidates: tags.length,
    matching: matching.length,
    images,
  };
}

async function discoverCommits(
  { gitHistory, pipelineId, previous, signal }: WarehouseLook,
  subscription: GitSubscription,
  index: number,
): Promise<DiscoveredSubscription & { kind: 'git' }> {
  const cursor = previous?.cursors.git?.[index];
  const before = previous?.artifacts?.subscriptions[index];
  // What an earlier look found counts only if it asked the same question.
  const known =
    before?.kind === 'git' &&
    cursor?.fingerprint === fingerprintOf(subscription)
      ? before
      : undefined;
  const answer = await gitHistory.newestFromBranch({
    pipelineId,
    repoURL: subscription.repoURL,
    branch: subscription.branch,
    includePaths: subscription.includePaths,
    excludePaths: subscription.excludePaths,
    limit: subscription.discoveryLimit,
    knownHead: known && cursor?.head,
    signal,
  });
  if (answer.status === 'unchanged') {
    if (!known) {
      throw new Error(
        `Expected commits of ${subscription.repoURL}, found 'unchanged' although no head was known`,
      );
    }
    return known;
  }
  return {
    kind: 'git',
    repoURL: subscription.repoURL,
    head: answer.head,
    commits: answer.commits.map(commit => ({
      ...commit,
      ...(subscription.name && { subscriptionName: subscription.name }),
    })),
  };
}

function fingerprintOf(subscription: GitSubscription): string {
  return JSON.stringify([
    subscription.name ?? null,
    subscription.repoURL,
    subscription.branch ?? null,
    subscription.includePaths,
    subscription.excludePaths,
    subscription.discoveryLimit,
  ]);
}

function sum<T>(items: T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
