import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { HostLimitError } from './HostLimitError';

/** What a host answered. */
export interface HostAnswer {
  /** Undefined: nothing came back. */
  status: number | undefined;
  /** Its words, or what went wrong on the way. Never the request, which carries the token. */
  said: string;
  /** Whether it says that its limit of requests is used up. */
  limited: boolean;
  /** When it may be asked again, if it says so. */
  until?: Date;
}

const LEAST_PAUSE_SECONDS = 1;

/** The longest that is taken over of what a host says, in characters. */
const LONGEST = 1000;

/**
 * An error for what a Git host answered.
 *
 * @param host - its kind: `GitHub`
 * @param settings - where its credentials are configured: `integrations.github`
 */
export function hostError(
  host: string,
  settings: string,
  doing: string,
  { status, said, limited, until }: HostAnswer,
): Error {
  const text = `${doing}: ${host} answered ${status ?? 'nothing'} (${said.slice(
    0,
    LONGEST,
  )})`;
  if (limited) {
    return new HostLimitError(
      `${text}; its rate limit is used up${
        until ? `, ask again after ${until.toISOString()}` : ''
      }`,
      Math.max(
        LEAST_PAUSE_SECONDS,
        until ? Math.ceil((until.getTime() - Date.now()) / 1000) : 60,
      ),
    );
  }
  switch (status) {
    case 401:
      return new AuthenticationError(`${text}; see ${settings}`);
    case 403:
      return new NotAllowedError(text);
    case 404:
      return new NotFoundError(
        `${text}; the repository is not there, or the token may not see it`,
      );
    case 409:
      return new ConflictError(text);
    case 400:
    case 422:
      return new InputError(text);
    default:
      return new ServiceUnavailableError(text);
  }
}
