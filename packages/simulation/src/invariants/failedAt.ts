import { StageState } from '@waybill/backstage-plugin-waybill-common';

/** When what a Stage was brought last failed, or else its verification did by itself; ISO 8601. A person's word is not a failure. */
export function failedAt({
  lastPromotion: last,
  verification,
}: StageState): string | undefined {
  if (last?.phase === 'Failed' || last?.phase === 'Errored') {
    return last.finishedAt;
  }
  return last?.phase === 'Succeeded' &&
    verification?.phase === 'Failed' &&
    !verification.abortedBy
    ? verification.finishedAt
    : undefined;
}
