import { Audience } from './Audience';

/** One element of `waybill.http.allow`. Absent lists limit nothing. */
export interface HttpGrant extends Audience {
  /** Prefixes or globs: `https://api.example.com/v1`, `https://*.example.com/**`. */
  urls: string[];
  methods?: string[];
  /** Also where a host stands for an address that is not public. */
  privateAddresses: boolean;
}
