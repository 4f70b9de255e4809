import { VerificationPhase } from '../model/StageState';
import { AnalysisRunRef } from '../model/Verification';

/** The newest verification of what a Stage runs. @public */
export interface VerificationView {
  phase: VerificationPhase;
  message?: string;
  /** Absent: it is yet to begin. */
  id?: string;
  startedAt?: string;
  finishedAt?: string;
  /** Absent: health alone verifies, or it is yet to be started. */
  analysisRun?: AnalysisRunRef;
  /** Of one that is over: why it cannot be repeated now, as a sentence; absent: it can. */
  notAgain?: string;
  /** It was successful, and its Freight has no mark; the message says why. */
  marked?: false;
}
