/** How long things take, in milliseconds. */
export interface Delays {
  compare: number;
  sync: number;
  /** From a sync that changes something to healthy workloads. */
  progress: number;
  /** Between comparisons that nobody asked for. */
  refresh: number;
  /** One measurement of an AnalysisRun. */
  measure: number;
}

/** Short enough to watch, long enough to be seen. */
export const demoDelays: Delays = {
  compare: 300,
  sync: 1_500,
  progress: 2_000,
  refresh: 15_000,
  measure: 1_000,
};
