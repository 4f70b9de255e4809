import { Actor } from '../model/Actor';
import { FreightChart, FreightCommit, FreightImage } from '../model/Artifacts';
import { FailedVerification } from '../model/Freight';

/** @public */
export interface FreightView {
  id: string;
  alias: string;
  warehouse: string;
  createdAt: string;
  images: FreightImage[];
  commits: FreightCommit[];
  charts: FreightChart[];
  /** Stages it is in now. */
  currentlyIn: { stage: string; since: string }[];
  verifiedIn: { stage: string; verifiedAt: string }[];
  /** Stages whose newest verification of it was not successful, and that have never verified it; absent: none. */
  failedIn?: ({ stage: string } & FailedVerification)[];
  approvedFor: {
    stage: string;
    approvedAt: string;
    by: Actor;
    reason?: string;
  }[];
  rejected: { at: string; by: Actor; reason: string } | null;
}
