/** @public */
export interface ChartAccess {
  /** `https://charts.example.com` */
  repository: string;
  name: string;
  signal: AbortSignal;
}

/**
 * Charts in classic repositories, which have an `index.yaml` on a web server. Those in OCI registries are artifacts as others are.
 *
 * @public
 */
export interface ChartsPort {
  /** All versions, in no order. Throws a `NotFoundError` when there is no such chart, an `InputError` for an index that cannot be read. */
  listVersions(options: ChartAccess): Promise<string[]>;
  /**
   * The archive of a version. Throws a `NotFoundError` when there is none, an `InputError` when it is larger than the limit, and a
   * `StepFailure` when it is not what the index says it is.
   */
  download(
    options: ChartAccess & { version: string; limitBytes: number },
  ): Promise<Buffer>;
}
