/**
 * Where image registries and chart repositories really answer. Of several entries that match, the one with the longest prefix counts;
 * without any, a registry or classic chart repository is asked at its name, over https, if its address is public: one that is not needs
 * an entry. So does a server that is not public and that a registry leads to, for tokens or by redirects: where any entry says that
 * a registry answers, a registry with an entry may lead. Freight keeps the name in the manifest.
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
