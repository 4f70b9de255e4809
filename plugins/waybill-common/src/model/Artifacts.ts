/** A container image in Freight. `repoURL` is the manifest's own name of the repository. @public */
export interface FreightImage {
  repoURL: string;
  tag: string;
  /** `sha256:…` */
  digest: string;
  annotations?: Record<string, string>;
  subscriptionName?: string;
}

/** A Git commit in Freight. @public */
export interface FreightCommit {
  repoURL: string;
  /** 40 hex digits */
  id: string;
  branch?: string;
  tag?: string;
  /** First line, at most 80 characters. */
  message?: string;
  author?: string;
  committer?: string;
  /** ISO 8601 */
  committedAt?: string;
  subscriptionName?: string;
}

/** A Helm chart in Freight. @public */
export interface FreightChart {
  repoURL: string;
  name?: string;
  version: string;
  subscriptionName?: string;
}
