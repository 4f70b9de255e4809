import { NotFoundError } from '@backstage/errors';
import { ChartSubscription } from '@waybill/backstage-plugin-waybill-common';
import {
  ChartRepositoryPort,
  DiscoveredSubscription,
  RegistryPort,
} from '../../ports';
import { WarehouseCursors } from '../../store/WarehouseRecord';
import { selectChartVersions } from './selectChartVersions';

type Found = Extract<DiscoveredSubscription, { kind: 'chart' }>;
type Cursor = NonNullable<WarehouseCursors['charts']>[string];

/**
 * A look at one subscription to a chart.
 *
 * @remarks Throws a `NotFoundError` when no version satisfies the constraint: whoever wrote it wants to know, and nothing can be made
 * without the chart.
 */
export async function discoverCharts(
  look: {
    registry: RegistryPort;
    charts: ChartRepositoryPort;
    pipelineId: string;
    signal: AbortSignal;
  },
  subscription: ChartSubscription,
  /** What an earlier look found at the same place of the Warehouse. */
  previous: { found?: DiscoveredSubscription; cursor?: Cursor },
): Promise<{ found: Found; cursor?: Cursor }> {
  const { registry, charts, pipelineId, signal } = look;
  const { repoURL, chartName = '', insecureSkipTLSVerify } = subscription;
  const common = { pipelineId, insecureSkipTLSVerify, signal };
  if (repoURL.startsWith('oci://')) {
    const tags = await registry.listTags({
      repoURL: [repoURL.slice('oci://'.length).replace(/\/+$/, ''), chartName]
        .filter(Boolean)
        .join('/'),
      ...common,
    });
    return { found: choose(subscription, tags, { tags }) };
  }
  const fingerprint = fingerprintOf(subscription);
  // What an earlier look found counts only if it asked the same question.
  const known =
    previous.found?.kind === 'chart' &&
    previous.cursor?.fingerprint === fingerprint
      ? { found: previous.found, cursor: previous.cursor }
      : undefined;
  const answer = await charts.listVersions({
    repoURL,
    name: chartName,
    knownEtag: known?.cursor.etag,
    ...common,
  });
  if (answer.status === 'unchanged') {
    if (!known) {
      throw new Error(
        `Expected versions of ${repoURL}, found 'unchanged' although nothing was known`,
      );
    }
    return known;
  }
  const { versions, etag } = answer;
  return {
    found: choose(subscription, versions, { versions }),
    ...(etag && { cursor: { etag, fingerprint } }),
  };
}

function choose(
  subscription: ChartSubscription,
  all: readonly string[],
  offered: { tags: readonly string[] } | { versions: readonly string[] },
): Found {
  const { name, repoURL, chartName, semverConstraint } = subscription;
  const matching = selectChartVersions({
    constraint: semverConstraint,
    ...offered,
  });
  if (matching.length === 0) {
    throw new NotFoundError(nothingMatches(subscription, offered));
  }
  return {
    kind: 'chart',
    repoURL,
    candidates: all.length,
    matching: matching.length,
    charts: matching.slice(0, subscription.discoveryLimit).map(version => ({
      repoURL,
      ...(chartName && { name: chartName }),
      version,
      ...(name && { subscriptionName: name }),
    })),
  };
}

function nothingMatches(
  { repoURL, chartName, semverConstraint }: ChartSubscription,
  offered: Parameters<typeof choose>[2],
): string {
  const chart = chartName ? `"${chartName}" of ${repoURL}` : repoURL;
  const versions = selectChartVersions({ constraint: '', ...offered });
  return versions.length === 0
    ? `The chart ${chart} has no version such as 1.2.3`
    : `No version of the chart ${chart} satisfies "${semverConstraint}"; it has ${versions.length}, the greatest is ${versions[0]}`;
}

function fingerprintOf(subscription: ChartSubscription): string {
  return JSON.stringify([
    subscription.name ?? null,
    subscription.repoURL,
    subscription.chartName ?? null,
    subscription.semverConstraint,
    subscription.discoveryLimit,
  ]);
}
