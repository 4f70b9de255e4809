/** Whose look it is, at one chart of a repository. */
export interface ChartLook {
  /** `https://charts.example.com`; where it really answers comes from `waybill.registries`. */
  repoURL: string;
  name: string;
  /** Whose credentials are used. */
  pipelineId: string;
  insecureSkipTLSVerify?: boolean;
  /**
   * Asked before each address that `waybill.registries` does not name: which addresses its host may stand for. Throws where it may not be
   * asked. Default: https to public addresses.
   */
  mayAsk?(url: URL): 'public' | 'any';
  signal: AbortSignal;
}

/** Classic chart repositories: those that have an `index.yaml` on a web server. Those in OCI registries are asked through `RegistryPort`. */
export interface ChartRepositoryPort {
  /**
   * The versions of a chart, in no order; `unchanged`, if the index still has `knownEtag`. Throws an error that names the repository, what
   * was asked and what came back; a `NotFoundError` when there is no such chart.
   */
  listVersions(
    options: ChartLook & { knownEtag?: string },
  ): Promise<
    | { status: 'unchanged' }
    | { status: 'read'; versions: string[]; etag?: string }
  >;
  /**
   * The archive of a version. Throws a `NotFoundError` when there is none, an `InputError` when it is larger than the limit, and a
   * `StepFailure` when it is not what the index says it is.
   */
  download(
    options: ChartLook & { version: string; limitBytes: number },
  ): Promise<Buffer>;
  /** What the index says of one version, in the words of annotations of images; empty: there is no such version. */
  describe(
    options: ChartLook & { version: string },
  ): Promise<Record<string, string>>;
}
