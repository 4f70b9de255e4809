/** Kargo's words, in rising severity. @public */
export type HealthStatus =
  | 'Healthy'
  | 'NotApplicable'
  | 'Progressing'
  | 'Unknown'
  | 'Unhealthy';

/** @public */
export interface Health {
  status: HealthStatus;
  /** Sentences; what is wrong and where. */
  issues: string[];
}

/** Argo CD's words; OutOfSync is drift, not ill health. @public */
export type SyncStatus = 'Synced' | 'OutOfSync' | 'Unknown' | 'NotApplicable';
