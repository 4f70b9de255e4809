import { lookup } from 'node:dns';
import { LookupFunction } from 'node:net';
import { NotAllowedError } from '@backstage/errors';
import { isPublicAddress } from './isPublicAddress';

/**
 * Finds a host's addresses for a connection, and refuses a host of which one is not public.
 *
 * @remarks The connection is made to what was looked at here: a name that stands for something else a moment later gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || !first) {
      callback(error ?? new Error(`${hostname} has no address`), '', 0);
    } else if (!addresses.every(({ address }) => isPublicAddress(address))) {
      callback(notPublic(hostname), '', 0);
    } else if (options.all) {
      callback(null, addresses);
    } else {
      callback(null, first.address, first.family);
    }
  });
};

/** What to say of a host that is not public; not what it stands for. */
export function notPublic(hostname: string): NotAllowedError {
  return new NotAllowedError(
    `${hostname} stands for an address that is not public; an entry of waybill.http.allow with privateAddresses would grant it`,
  );
}
