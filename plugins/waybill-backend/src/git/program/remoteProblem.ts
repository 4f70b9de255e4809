import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { GitFailure } from './GitFailure';

/**
 * What a failed command says about the remote, as the error to show; undefined: it says nothing about the remote, so
 * look for the fault in the cache.
 */
export function remoteProblem(
  failure: GitFailure,
  href: string,
): Error | undefined {
  const said = failure.stderr;
  if (failure.reason === 'aborted') {
    return new ServiceUnavailableError(`Stopped talking to ${href}`);
  }
  if (failure.reason === 'timeout') {
    return new ServiceUnavailableError(
      `${href} does not answer: ${failure.message}`,
    );
  }
  if (
    /error: 401|Authentication failed|could not read Username|terminal prompts disabled/i.test(
      said,
    )
  ) {
    return new AuthenticationError(
      `${href} asks for a credential or refuses the one it got; see "integrations" and "waybill.credentials" (${said})`,
    );
  }
  if (/error: 403/.test(said)) {
    return new NotAllowedError(`${href} refuses access: ${said}`);
  }
  if (
    /error: 404|repository .* not found|does not appear to be a git repository/i.test(
      said,
    )
  ) {
    return new NotFoundError(
      `No repository at ${href}, or none that the credential may see (${said})`,
    );
  }
  if (/error: 30[1278]/.test(said)) {
    return new NotFoundError(
      `The repository is no longer at ${href}: the server redirects, which is not followed because the credential would go along (${said})`,
    );
  }
  if (
    /unable to access|could not resolve|failed to connect|connection|RPC failed|early EOF|unexpected disconnect|hung up|remote error|remote end|transport .* not allowed|protocol error|expected flush|invalid server response/i.test(
      said,
    )
  ) {
    return new ServiceUnavailableError(`${href} could not be reached: ${said}`);
  }
  return undefined;
}
