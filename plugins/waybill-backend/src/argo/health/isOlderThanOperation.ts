import { Application } from '@waybill/backstage-plugin-waybill-node';

/** Whether the last comparison is from before the last operation ended: what it says may have changed with that. */
export function isOlderThanOperation({ status }: Application): boolean {
  const finished = Date.parse(status?.operationState?.finishedAt ?? '');
  const reconciled = Date.parse(status?.reconciledAt ?? '');
  if (Number.isNaN(finished)) {
    return false;
  }
  // Both are in whole seconds. What is OutOfSync in the second in which it was synced was compared just before.
  return reconciled === finished
    ? status?.sync?.status === 'OutOfSync'
    : !(reconciled > finished);
}
