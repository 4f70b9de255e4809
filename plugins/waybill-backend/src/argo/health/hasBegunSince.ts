import { Application } from '@waybill/backstage-plugin-waybill-node';

/** An operation runs that began after the last comparison: the one before it may have changed what no comparison has seen. */
export function hasBegunSince({ status }: Application): boolean {
  const { startedAt, finishedAt } = status?.operationState ?? {};
  const started = Date.parse(startedAt ?? '');
  const reconciled = Date.parse(status?.reconciledAt ?? '');
  return !finishedAt && !Number.isNaN(started) && !(reconciled > started);
}
