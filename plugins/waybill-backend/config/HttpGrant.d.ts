import { Audience } from './Audience';

/** Where some pipelines' steps may send requests. */
export interface HttpGrant extends Audience {
  /**
   * Prefixes of addresses, which end where a name ends, or globs over host and path. The protocol counts.
   *
   * @example ['https://api.example.com/v1', 'https://*.example.com/**']
   */
  urls: string[];
  /** Default: all of them. */
  methods?: Array<'DELETE' | 'GET' | 'HEAD' | 'PATCH' | 'POST' | 'PUT'>;
  /**
   * Whether the host may stand for an address that is not public: this machine's, one of your own network. Such a host is named in
   * full, without a glob. Default: false.
   */
  privateAddresses?: boolean;
}
