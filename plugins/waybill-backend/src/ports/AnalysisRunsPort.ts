import {
  AnalysisRunRef,
  JsonObject,
} from '@waybill/backstage-plugin-waybill-common';

/** An AnalysisTemplate in a namespace, or a ClusterAnalysisTemplate that is used from there. */
export interface AnalysisTemplateRef extends AnalysisRunRef {
  kind: 'AnalysisTemplate' | 'ClusterAnalysisTemplate';
}

/** An AnalysisRun that is to be. */
export interface NewAnalysisRun extends AnalysisRunRef {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  spec: JsonObject;
}

/** As it is in the cluster; what is in `status` is for the reader to check. */
export interface AnalysisRun {
  annotations: Record<string, string>;
  status?: unknown;
}

/** AnalysisRuns and their templates, in the clusters of the configured Argo CD instances. */
export interface AnalysisRunsPort {
  /** Its `spec`, as it is written there; undefined: there is none. */
  getTemplate(ref: AnalysisTemplateRef, signal: AbortSignal): Promise<unknown>;
  /** Throws a `ConflictError` where the name is taken. */
  create(run: NewAnalysisRun, signal: AbortSignal): Promise<AnalysisRun>;
  get(
    ref: AnalysisRunRef,
    signal: AbortSignal,
  ): Promise<AnalysisRun | undefined>;
  /** Has Rollouts end it. One that is gone, or has ended, is none the less. */
  terminate(ref: AnalysisRunRef, signal: AbortSignal): Promise<void>;
}
