import { WarehouseDefinition } from '@waybill/backstage-plugin-waybill-common';

/** What Freight of a Stage carries: known when the definition is read, since it is what its Warehouse subscribes to. */
export interface SubscribedArtifacts {
  images: ReadonlySet<string>;
  commits: readonly { repoURL: string; branch?: string }[];
  charts: readonly { repoURL: string; name?: string }[];
}

/** What the Freight of one Warehouse carries. */
export function subscribedArtifacts(
  warehouse: WarehouseDefinition | undefined,
): SubscribedArtifacts {
  const subscriptions = warehouse?.subscriptions ?? [];
  return {
    images: new Set(
      subscriptions
        .filter(({ kind }) => kind === 'image')
        .map(({ repoURL }) => repoURL),
    ),
    commits: subscriptions.flatMap(subscription =>
      subscription.kind === 'git' ? [subscription] : [],
    ),
    charts: subscriptions.flatMap(subscription =>
      subscription.kind === 'chart'
        ? [{ repoURL: subscription.repoURL, name: subscription.chartName }]
        : [],
    ),
  };
}
