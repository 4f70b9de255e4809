/** One entry of `waybill.registries`. */
export interface RegistryEndpoint {
  /** `registry.example.com`, or `registry.example.com/team` */
  prefix: string;
  /** Where it really answers. A path is put before repositories' names. */
  endpoint: URL;
  /** Certificates are not checked, and credentials may be sent over plain http. */
  insecure: boolean;
}
