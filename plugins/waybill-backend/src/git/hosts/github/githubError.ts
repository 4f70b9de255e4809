import { hostError } from '../hostError';

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
  const headers = response?.headers ?? {};
  return hostError('GitHub', 'integrations.github', doing, {
    // Octokit says 500 of what was never answered.
    status: response && status,
    said: response?.data?.message
      ? [response.data.message, ...details(response.data.errors)].join('; ')
      : String(message),
    limited:
      status === 429 ||
      (status === 403 &&
        (headers['x-ratelimit-remaining'] === '0' ||
          headers['retry-after'] !== undefined ||
          // GitHub's limits of many requests in a short time say no more.
          /secondary rate limit|abuse detection/i.test(
            String(response?.data?.message),
          ))),
    until: until(headers),
  });
}

/** Seconds from now, or a time in seconds since 1970. */
function until(headers: Record<string, string | undefined>): Date | undefined {
  const after = Number(headers['retry-after']);
  if (after > 0) {
    return new Date(Date.now() + after * 1000);
  }
  const reset = Number(headers['x-ratelimit-reset']);
  return headers['x-ratelimit-remaining'] === '0' && reset > 0
    ? new Date(reset * 1000)
    : undefined;
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
