import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

interface GithubAnswer {
  status?: number;
  message: string;
  response?: {
    headers?: Record<string, string | undefined>;
    data?: { message?: string; errors?: unknown };
  };
}

/** An error for what GitHub answered. Takes over its words, never the request, which carries the token. */
export function githubError(error: unknown, doing: string): Error {
  const { status, message, response } = error as GithubAnswer;
  const said = response?.data?.message
    ? [response.data.message, ...details(response.data.errors)].join('; ')
    : message;
  const text = `${doing}: GitHub answered ${status ?? 'nothing'} (${String(
    said,
  ).slice(0, 1000)})`;
  const headers = response?.headers ?? {};
  if (
    status === 429 ||
    (status === 403 &&
      (headers['x-ratelimit-remaining'] === '0' || headers['retry-after']))
  ) {
    return new ServiceUnavailableError(`${text}; its rate limit is used up`);
  }
  switch (status) {
    case 401:
      return new AuthenticationError(`${text}; see integrations.github`);
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

function details(errors: unknown): string[] {
  return Array.isArray(errors)
    ? errors.map(each =>
        typeof each === 'string'
          ? each
          : String(each?.message ?? JSON.stringify(each)),
      )
    : [];
}
