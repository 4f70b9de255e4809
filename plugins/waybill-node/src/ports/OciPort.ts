/** @public */
export interface OciAccess {
  insecureSkipTLSVerify?: boolean;
  signal: AbortSignal;
}

/**
 * Artifacts in OCI registries: images, charts, files.
 *
 * @remarks References are `registry/repository:tag` or `registry/repository@sha256:…`, with or without `oci://`; an `InputError` says
 * what is wrong with one. Content is checked against its digest.
 * @public
 */
export interface OciPort {
  /** What a reference stands for now; undefined: there is no such thing. */
  resolve(
    options: OciAccess & { reference: string },
  ): Promise<{ digest: string } | undefined>;
  /** All tags of a repository, named as in a reference, without a tag. */
  listTags(options: OciAccess & { repository: string }): Promise<string[]>;
  /**
   * The content of an artifact's first layer, or of its first of a media type. Throws a `NotFoundError` when there is none, an
   * `InputError` when it is larger than the limit.
   */
  download(
    options: OciAccess & {
      reference: string;
      mediaType?: string;
      limitBytes: number;
    },
  ): Promise<Buffer>;
  /**
   * Copies an artifact, all platforms of it, and tags the copy. Doing it again makes the same copy. Throws an `InputError`
   * when it is larger than the limit, unless both are in one repository, where nothing has to be copied.
   */
  copy(
    options: OciAccess & {
      from: string;
      /** With a tag. */
      to: string;
      /** On top of the source's own; keys may start with `index:` or `manifest:` (the default). */
      annotations: Readonly<Record<string, string>>;
      limitBytes: number;
    },
  ): Promise<{ digest: string }>;
}
