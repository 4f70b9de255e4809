import { VerificationPhase } from './StageState';

/** One verification of what a Stage runs. @public */
export interface Verification {
  id: string;
  phase: VerificationPhase;
  /** ISO 8601 */
  startedAt?: string;
  finishedAt?: string;
  message?: string;
}

/** What an AnalysisRun, or whatever else verifies, says of itself. @public */
export interface VerificationRun {
  phase: VerificationPhase;
  message?: string;
  finishedAt?: string;
}
