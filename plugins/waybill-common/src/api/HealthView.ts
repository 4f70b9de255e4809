/** @public */
export interface HealthView {
  status: 'ok' | 'overdue';
  /** Seconds the oldest due item has been waiting. */
  oldestDueSeconds: number;
  /** Seconds since each loop last turned. */
  loops: { name: string; secondsSinceTurn: number; failures: number }[];
}
