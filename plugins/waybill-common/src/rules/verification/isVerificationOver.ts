import { VerificationPhase } from '../../model/StageState';

const OVER: VerificationPhase[] = [
  'Successful',
  'Failed',
  'Error',
  'Aborted',
  'Inconclusive',
];

/** Whether a verification has come to its end, good or bad. @public */
export function isVerificationOver({
  phase,
}: {
  phase: VerificationPhase;
}): boolean {
  return OVER.includes(phase);
}
