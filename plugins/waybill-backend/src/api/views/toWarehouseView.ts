import {
  Subscription,
  WarehouseDefinition,
  WarehouseView,
} from '@waybill/backstage-plugin-waybill-common';
import { WarehouseRecord } from '../../store/WarehouseRecord';

export function toWarehouseView(
  definition: WarehouseDefinition,
  record: WarehouseRecord | undefined,
  nextCheckAt: string | undefined,
): WarehouseView {
  return {
    name: definition.name,
    subscriptions: definition.subscriptions.map(toSubscriptionView),
    lastCheckedAt: record?.lastCheckedAt ?? null,
    nextCheckAt: nextCheckAt ?? null,
    error: record?.error ?? null,
    ...(record?.found ? { found: record.found } : {}),
  };
}

function toSubscriptionView(
  subscription: Subscription,
): WarehouseView['subscriptions'][number] {
  const { kind, repoURL } = subscription;
  switch (subscription.kind) {
    case 'image':
      return { kind, repoURL, constraint: subscription.constraint };
    case 'chart':
      return {
        kind,
        repoURL,
        ...(subscription.chartName ? { chart: subscription.chartName } : {}),
        constraint: subscription.semverConstraint,
      };
    default:
      return {
        kind,
        repoURL,
        ...(subscription.branch ? { branch: subscription.branch } : {}),
      };
  }
}
