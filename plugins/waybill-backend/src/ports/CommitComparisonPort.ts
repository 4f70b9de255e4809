import { CommitComparison } from '@waybill/backstage-plugin-waybill-common';

/** What lies between two commits of a repository, for one pipeline. */
export interface CommitComparisonPort {
  /**
   * Throws an error in words: an unknown host, a commit that is not there, a host that does not answer in time.
   *
   * @param from - 40 hex digits, as is `to`
   * @param isGranted - whether the platform lets the pipeline read the repository. If not, the address may come from anybody: only hosts of
   * `integrations` are asked then, and without a credential.
   */
  compare(options: {
    repoURL: string;
    from: string;
    to: string;
    isGranted: boolean;
    signal: AbortSignal;
  }): Promise<CommitComparison>;
}
