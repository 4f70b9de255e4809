import { isIP } from 'node:net';
import { isPublicAddress } from './isPublicAddress';

/** Whether a URL's host is no address, or a public one. An address is never looked up, so `publicLookup` does not see it. */
export function mayBePublic({ hostname }: URL): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(address) === 0 || isPublicAddress(address);
}
