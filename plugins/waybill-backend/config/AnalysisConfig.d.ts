import { AnalysisGrant } from './AnalysisGrant';

/**
 * Where verifications may start AnalysisRuns of Argo Rollouts, and use the AnalysisTemplates there and the ClusterAnalysisTemplates of
 * the cluster. A run has the rights of the namespace: its template may say that it is a Job. Nothing is granted by default.
 */
export interface AnalysisConfig {
  allow?: AnalysisGrant[];
}
