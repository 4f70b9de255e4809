import {
  StageVerification,
  VerificationView,
} from '@waybill/backstage-plugin-waybill-common';

/** A verification as clients see it. */
export function toVerificationView({
  phase,
  message,
  id,
  startedAt,
  finishedAt,
  analysisRun,
}: StageVerification): VerificationView {
  return {
    phase,
    ...(message && { message }),
    ...(id !== undefined && { id }),
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    ...(analysisRun && { analysisRun }),
  };
}
