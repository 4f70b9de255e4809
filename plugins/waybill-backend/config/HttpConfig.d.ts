import { HttpGrant } from './HttpGrant';

/** Where steps may reach over HTTP: `http`, `http-download`, and charts in repositories that `registries` does not name. */
export interface HttpConfig {
  /** Redirects are followed as far as this grants them. Nothing is granted by default. */
  allow?: HttpGrant[];
  /**
   * Proxies that steps may name, without a user in the address. What a host stands for is found by the proxy: one that reaches inner
   * networks must itself refuse them to requests without a grant of `privateAddresses`; what this backend knows to be inner is not
   * asked of it. Default: none.
   *
   * @example ['http://egress.example.com:8080']
   */
  proxies?: string[];
}
