import {
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
    subscriptions: definition.subscriptions.map(subscription =>
      subscription.kind === 'image'
        ? {
            kind: 'image' as const,
            repoURL: subscription.repoURL,
            constraint: subscription.constraint,
          }
        : {
            kind: 'git' as const,
            repoURL: subscription.repoURL,
            ...(subscription.branch ? { branch: subscription.branch } : {}),
          },
    ),
    lastCheckedAt: record?.lastCheckedAt ?? null,
    nextCheckAt: nextCheckAt ?? null,
    error: record?.error ?? null,
    ...(record?.found ? { found: record.found } : {}),
  };
}
