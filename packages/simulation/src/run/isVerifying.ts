import {
  isVerificationOver,
  StageState,
} from '@waybill/backstage-plugin-waybill-common';

/** Whether something of a Stage's verification is yet to be done: it is under way, it is to begin, or a run is to be stopped. */
export function isVerifying({
  current,
  lastPromotion,
  health,
  verification,
  runsToStop,
}: StageState): boolean {
  if (runsToStop) return true;
  if (verification?.id !== undefined) return !isVerificationOver(verification);
  return (
    current.length > 0 &&
    lastPromotion?.phase === 'Succeeded' &&
    health.status === 'Healthy' &&
    verification?.phase !== 'Successful'
  );
}
