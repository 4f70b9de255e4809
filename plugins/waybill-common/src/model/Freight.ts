import { Actor } from './Actor';
import { FreightChart, FreightCommit, FreightImage } from './Artifacts';
import { VerificationPhase } from './StageState';

/** What is carried. Immutable but for its alias. @public */
export interface Freight {
  /** SHA-1, lower-case hex, of what it contains (Kargo 1.x form). Unique within its pipeline. */
  id: string;
  /** `<adjective>-<animal>`, unique within its pipeline. */
  alias: string;
  /** Name of the Warehouse it comes from; its origin is `Warehouse/<name>`. */
  warehouse: string;
  /** ISO 8601; when it was discovered. */
  createdAt: string;
  images: FreightImage[];
  commits: FreightCommit[];
  charts: FreightChart[];
}

/** That Freight was to be verified in a Stage, and was not. @public */
export interface FailedVerification {
  phase: Exclude<VerificationPhase, 'Pending' | 'Running' | 'Successful'>;
  /** ISO 8601 */
  at: string;
  message?: string;
}

/** What has happened to Freight, by Stage name. All times ISO 8601. @public */
export interface FreightStatus {
  /** Stages it is in now. */
  currentlyIn: Record<string, { since: string }>;
  /** Stages it was verified in; `longestSoakSeconds` is the longest completed stay there. */
  verifiedIn: Record<
    string,
    { verifiedAt: string; longestSoakSeconds?: number }
  >;
  /** Stages where its newest verification was not successful, and that have never verified it. */
  failedIn?: Record<string, FailedVerification>;
  /** Stages somebody approved it for, which bypasses verification upstream and soak. */
  approvedFor: Record<
    string,
    { approvedAt: string; by: Actor; reason?: string }
  >;
  /** Set when somebody said it must go nowhere. */
  rejected?: { at: string; by: Actor; reason: string };
}

/** @public */
export interface FreightWithStatus extends Freight {
  status: FreightStatus;
}

/** Key of a Stage's requested Freight and of its collection: `Warehouse/<name>`. @public */
export type FreightOrigin = string;
