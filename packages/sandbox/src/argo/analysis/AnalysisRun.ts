import { KubeObject } from '../KubeObject';

export type AnalysisPhase =
  | 'Pending'
  | 'Running'
  | 'Successful'
  | 'Failed'
  | 'Error'
  | 'Inconclusive';

export interface Metric {
  name: string;
  /** Without it and with an interval a metric is measured for ever. */
  count?: number | string;
  interval?: string;
  failureLimit?: number | string;
  inconclusiveLimit?: number | string;
}

export interface MetricResult {
  name: string;
  phase: AnalysisPhase;
  message?: string;
  dryRun?: boolean;
  count: number;
  successful: number;
  failed: number;
  inconclusive: number;
  error: number;
}

/** An AnalysisRun of Argo Rollouts, as far as the sandbox looks at it. */
export interface AnalysisRun extends KubeObject {
  spec: {
    metrics: Metric[];
    args?: { name: string; value?: string; valueFrom?: unknown }[];
    dryRun?: { metricName: string }[];
    terminate?: boolean;
  };
  status?: {
    phase?: AnalysisPhase;
    message?: string;
    startedAt?: string;
    completedAt?: string;
    metricResults?: MetricResult[];
  };
}
