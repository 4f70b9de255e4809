import {
  Health,
  HealthCheck,
  SyncStatus,
} from '@waybill/backstage-plugin-waybill-common';
import { ArgoPort, GitPort } from '@waybill/backstage-plugin-waybill-node';

/** Answers "is the Stage healthy now?" from its health checks. */
export interface StageHealthPort {
  look(options: {
    checks: HealthCheck[];
    instance?: string;
    ports: { argo: ArgoPort; git: GitPort };
    now: Date;
    signal: AbortSignal;
  }): Promise<{
    health: Health;
    /** What is true instead while the Stage's own Promotion runs; absent: the same. */
    whilePromoting?: Health;
    sync: SyncStatus;
    lookAgainAfterSeconds: number;
  }>;
}
