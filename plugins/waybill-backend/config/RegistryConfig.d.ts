/**
 * Where image registries and chart repositories really answer. Of several entries that match, the one with the longest prefix counts;
 * without any, a registry is asked at its name, over https, and so is a classic chart repository, if its address is public: one that
 * is not needs an entry. Freight keeps the name in the manifest.
 */
export interface RegistryConfig {
  /**
   * The beginning of images' names, or of chart repositories' addresses after `https://`; it ends where a part of the name ends.
   *
   * @example 'registry.example.com'
   */
  prefix: string;
  /** Default: https at the prefix's host. A path is put before repositories' names. */
  endpoint?: string;
  /** Do not check certificates; allow plain http, and credentials over it. Default: false. */
  insecure?: boolean;
}
