import {
  Health,
  HealthStatus,
  SyncStatus,
} from '@waybill/backstage-plugin-waybill-common';

const HEALTH: HealthStatus[] = [
  'Healthy',
  'NotApplicable',
  'Progressing',
  'Unknown',
  'Unhealthy',
];
const SYNC: SyncStatus[] = ['NotApplicable', 'Synced', 'OutOfSync', 'Unknown'];

/** The worst status, and all issues in order. None at all is Healthy. */
export function worstHealth(healths: Health[]): Health {
  return {
    status: worst(
      HEALTH,
      healths.map(({ status }) => status),
    ),
    issues: healths.flatMap(({ issues }) => issues),
  };
}

/** None at all is NotApplicable. */
export function worstSync(statuses: SyncStatus[]): SyncStatus {
  return worst(SYNC, statuses);
}

function worst<T>(order: T[], found: T[]): T {
  return order[Math.max(0, ...found.map(one => order.indexOf(one)))];
}
