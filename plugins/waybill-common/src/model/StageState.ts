import { Actor } from './Actor';
import { FreightCollection, HealthCheck } from './Promotion';
import { FreightOrigin } from './Freight';
import { Health, SyncStatus } from './Health';
import {
  AnalysisRunRef,
  Verification,
  VerificationRequest,
} from './Verification';

/** @public */
export type VerificationPhase =
  | 'Pending'
  | 'Running'
  | 'Successful'
  | 'Failed'
  | 'Error'
  | 'Aborted'
  | 'Inconclusive';

/** Auto-promotion of one origin is held. @public */
export interface Hold {
  origin: FreightOrigin;
  /** The Freight that shall stay. */
  freight: string;
  reason: string;
  by: Actor;
  createdAt: string;
  /** ISO 8601; undefined: until somebody resumes. */
  until?: string;
  /** The Promotion that put it there. */
  promotion?: string;
}

/** One origin's Freight in a Stage. @public */
export interface CurrentFreight {
  origin: FreightOrigin;
  freight: string;
  since: string;
  promotion: string;
}

/** What a Stage ran, appended by each Succeeded Promotion; newest first. @public */
export interface StageHistoryEntry {
  collection: FreightCollection;
  promotion: string;
  freight: string;
  rollback: boolean;
  at: string;
  verified: boolean;
  /** Of what it brought, newest first; absent: there was none, or it was not asked for. */
  verifications?: Verification[];
}

/** Freight that an automatic rollback has replaced, or kept from staying. @public */
export interface RolledAwayFrom {
  origin: FreightOrigin;
  freight: string;
  /** The Promotion that failed. */
  promotion: string;
  /** ISO 8601 */
  at: string;
}

/** The newest verification of what a Stage runs. Without an id and Pending: it is yet to begin. @public */
export type StageVerification = Omit<Verification, 'id'> & { id?: string };

/** What Waybill remembers of a Stage. @public */
export interface StageState {
  stage: string;
  current: CurrentFreight[];
  /** Verification of what runs now. */
  verification: StageVerification | null;
  /** What somebody wants of it. */
  verificationRequest?: VerificationRequest;
  /** AnalysisRuns whose result nobody waits for any more, and that are still to be stopped. */
  runsToStop?: AnalysisRunRef[];
  holds: Hold[];
  /** Not promoted here by itself until a person promotes it, or resumes auto-promotion of its origin. */
  rolledAwayFrom?: RolledAwayFrom[];
  health: Health;
  /** ISO 8601; when `health` was looked at. Older than the end of the last Promotion: what runs now was not looked at yet. */
  healthAt?: string;
  sync: { status: SyncStatus };
  /** Asked continuously; those of the last Succeeded Promotion. */
  healthChecks: HealthCheck[];
  /** The newest Promotion that ended. */
  lastPromotion?: {
    id: string;
    phase: 'Succeeded' | 'Failed' | 'Errored' | 'Aborted';
    freight: string;
    collection: FreightCollection;
    finishedAt: string;
  };
}
