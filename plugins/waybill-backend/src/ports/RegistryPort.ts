/** An image behind a tag, as the registry describes it. */
export interface ResolvedImage {
  /** Of what the tag names: an index or a manifest. `sha256:…` */
  digest: string;
  annotations: Record<string, string>;
  /** ISO 8601, where known. */
  createdAt?: string;
}

/** An OCI registry. `repoURL` is the manifest's name; where it really answers comes from `waybill.registries`. */
export interface RegistryPort {
  /** All tags, every page. Throws an error that names the repository, what was asked and what came back. */
  listTags(options: {
    repoURL: string;
    pipelineId: string;
    insecureSkipTLSVerify?: boolean;
    signal: AbortSignal;
  }): Promise<string[]>;
  /** Undefined: no such tag, or nothing for this platform. */
  resolve(options: {
    repoURL: string;
    tag: string;
    platform?: string;
    pipelineId: string;
    insecureSkipTLSVerify?: boolean;
    signal: AbortSignal;
  }): Promise<ResolvedImage | undefined>;
}
