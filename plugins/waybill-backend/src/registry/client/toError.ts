import type { Response } from 'undici';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { RateLimitError } from '../RateLimitError';
import { readLimited } from './readLimited';
import { retryAfterSeconds } from './retryAfterSeconds';

const MESSAGE_LIMIT = 300;
const BODY_LIMIT_BYTES = 64 * 1024;

/**
 * An answer that is no success, in words; the hint says how it stands with credentials. What another server than the asked one said
 * is not repeated.
 */
export async function toError(
  what: string,
  response: Response,
  hint: string,
  isElsewhere: boolean,
): Promise<Error> {
  const { status } = response;
  const text = await readLimited(response, BODY_LIMIT_BYTES).catch(() =>
    Buffer.alloc(0),
  );
  const answered = `${what} was answered ${status}${
    isElsewhere
      ? ` by ${new URL(response.url).host}`
      : messageOf(text.toString('utf8'))
  }`;
  switch (status) {
    case 401:
    case 403:
      return new NotAllowedError(`${answered} (${hint})`);
    case 404:
      return new NotFoundError(answered);
    case 429: {
      const seconds = retryAfterSeconds(response.headers.get('retry-after'));
      return new RateLimitError(
        `${answered}; asking again in ${seconds} s at the earliest`,
        seconds,
      );
    }
    default:
      return new ServiceUnavailableError(answered);
  }
}

/** The registry's own words, as OCI has them or as plain text. */
function messageOf(text: string): string {
  try {
    const { errors } = JSON.parse(text) as {
      errors?: { code?: string; message?: string }[];
    };
    const [first] = errors ?? [];
    if (first) {
      return `: ${first.code} ${first.message ?? ''}`.slice(0, MESSAGE_LIMIT);
    }
  } catch {
    // Not JSON.
  }
  const line = text.replace(/\s+/g, ' ').trim();
  return line ? `: ${line.slice(0, MESSAGE_LIMIT)}` : '';
}
