import { Audience } from './Audience';

/** Where the verifications of some pipelines may start AnalysisRuns. */
export interface AnalysisGrant extends Audience {
  /** Globs of namespaces. A pipeline's runs are in the one that is named like its project, and in no other. */
  namespaces: string[];
  /** Globs of names in `argocd.instances`, whose clusters they are. Default: all. */
  instances?: string[];
}
