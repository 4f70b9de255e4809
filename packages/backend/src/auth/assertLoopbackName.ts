import { AuthenticationError } from '@backstage/errors';

const LOOPBACK_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Refuses a request under any name but this machine's: a page on the internet that lets its own name resolve to 127.0.0.1 is, to the
 * browser, of this origin, and could sign in as anyone.
 *
 * @param host - the request's `Host` header
 */
export function assertLoopbackName(host: string | undefined) {
  if (!LOOPBACK_NAME.test(host ?? '')) {
    throw new AuthenticationError(
      `The demo signs in only who opens it as localhost, found the host '${host}'`,
    );
  }
}
