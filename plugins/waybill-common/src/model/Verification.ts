import { Actor } from './Actor';
import { VerificationPhase } from './StageState';

/** An AnalysisRun of Argo Rollouts. @public */
export interface AnalysisRunRef {
  /** Name of the Argo CD instance whose cluster it is in; default is the first configured. */
  instance?: string;
  namespace: string;
  name: string;
}

/** One verification of what a Stage runs. @public */
export interface Verification {
  /** That of the Promotion that brought what is verified; repetitions add `.2`, `.3`, … */
  id: string;
  phase: VerificationPhase;
  /** ISO 8601 */
  startedAt?: string;
  finishedAt?: string;
  message?: string;
  /** Who wanted it repeated. */
  by?: Actor;
  /** Who ended it before its time; it counts as failed, and nothing follows from that by itself. */
  abortedBy?: Actor;
  /** What verifies; absent: health alone, or it is yet to be started. */
  analysisRun?: AnalysisRunRef;
  /** ISO 8601; since when nobody answers for it. */
  unseenSince?: string;
  /** False: it was successful while its Stage was not Healthy, so that the Freight has no mark yet. */
  marked?: false;
}

/** What an AnalysisRun, or whatever else verifies, says of itself. @public */
export interface VerificationRun {
  phase: VerificationPhase;
  message?: string;
  finishedAt?: string;
  analysisRun?: AnalysisRunRef;
}

/** What was found outside of a verification that is under way: one of the three. @public */
export interface VerificationSeen {
  /** Of which verification. */
  id: string;
  /** null: its run is gone. */
  run?: VerificationRun | null;
  /** Why it can never be started. */
  problem?: string;
  /** Why nothing is known; it is asked again. */
  unseen?: string;
  /** What may verify, although nobody has answered that it does. */
  mayRun?: AnalysisRunRef;
}

/** That somebody wants a verification repeated, or ended. @public */
export interface VerificationRequest {
  type: 'reverify' | 'abort';
  /** Of the verification that they have seen. */
  id: string;
  by: Actor;
}
