import { Audience } from './Audience';

/** One element of `waybill.analysis.allow`. */
export interface AnalysisGrant extends Audience {
  /** Globs. */
  namespaces: string[];
  /** Globs of names of Argo CD instances; absent: all. */
  instances?: string[];
}
