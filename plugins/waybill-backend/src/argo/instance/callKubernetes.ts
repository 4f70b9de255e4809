import { ApiException } from '@kubernetes/client-node';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ArgoInstance } from './ArgoInstance';

const TIMEOUT_SECONDS = 15;
const MESSAGE_LIMIT = 500;

/**
 * One call to a Kubernetes API, which ends in time, and whose failures say in words what was asked of whom and what came
 * back.
 *
 * @param asked - such as `get Application argocd/storefront-dev`
 */
export async function callKubernetes<T>(
  instance: ArgoInstance,
  asked: string,
  signal: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);
  try {
    return await call(AbortSignal.any([signal, timeout]));
  } catch (error) {
    signal.throwIfAborted();
    const whom = `Argo CD instance '${instance.name}' (${instance.server})`;
    if (error instanceof ApiException) {
      throw toError(
        error.code,
        `${whom} answered ${error.code} to ${asked}: ${messageOf(error.body)}`,
      );
    }
    throw new ServiceUnavailableError(
      timeout.aborted
        ? `Cannot reach ${whom}: no answer to ${asked} within ${TIMEOUT_SECONDS} s`
        : `Cannot reach ${whom}: ${asked} failed with ${
            (error as Error).message
          }`,
    );
  }
}

function toError(code: number, message: string): Error {
  switch (code) {
    case 401:
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    case 409:
      return new ConflictError(message);
    case 400:
    case 422:
      return new InputError(message);
    default:
      return new ServiceUnavailableError(message);
  }
}

/** The body is a Status as text, unless a proxy answered. */
function messageOf(body: unknown): string {
  let message = body;
  if (typeof body === 'string') {
    try {
      message = JSON.parse(body);
    } catch {
      // A page of a proxy; its text is the best there is.
    }
  }
  const found = (message as { message?: unknown } | null)?.message ?? message;
  return String(
    typeof found === 'string' ? found : JSON.stringify(found),
  ).slice(0, MESSAGE_LIMIT);
}
