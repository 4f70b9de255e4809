import { FreightCommit } from '@waybill/backstage-plugin-waybill-common';

/** What a Git subscription needs: the newest commits of a branch that touch certain paths. */
export interface GitHistoryPort {
  /**
   * Newest first, at most `limit`. When the branch's head is still `knownHead`, answers `unchanged` without fetching.
   */
  newestFromBranch(options: {
    /** Whose credentials are used. */
    pipelineId: string;
    repoURL: string;
    branch?: string;
    includePaths: string[];
    excludePaths: string[];
    limit: number;
    knownHead?: string;
    signal: AbortSignal;
  }): Promise<
    | { status: 'unchanged' }
    | { status: 'read'; branch: string; head: string; commits: FreightCommit[] }
  >;
}
