import { isError, ServiceUnavailableError } from '@backstage/errors';
import { Agent, request } from 'undici';
import { ArgoInstance } from '../instance/ArgoInstance';

const TIMEOUT_SECONDS = 10;
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_MESSAGE_CHARS = 500;

/** Reads from Argo CD's REST API. */
export interface ArgoApiClient {
  /**
   * The answer to a GET, as JSON. Throws a `ServiceUnavailableError` that says what was asked of whom and what came back, and never holds
   * the token.
   */
  get(
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
  ): Promise<unknown>;
}

/** What came back is not what was asked for. */
class Refusal extends Error {}

/** Undefined: the instance has no such API configured. */
export function createArgoApiClient({
  name,
  api,
}: ArgoInstance): ArgoApiClient | undefined {
  if (!api) {
    return undefined;
  }
  const dispatcher = new Agent({
    connect: {
      ...(api.ca && { ca: api.ca }),
      rejectUnauthorized: !api.skipTLSVerify,
      timeout: TIMEOUT_SECONDS * 1000,
    },
  });
  const whom = `Argo CD's API of instance '${name}' (${api.url})`;

  async function ask(url: URL, signal: AbortSignal): Promise<string> {
    // Redirects are not followed: the token is for this address alone.
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      signal,
      headers: {
        accept: 'application/json',
        ...(api?.token && { authorization: `Bearer ${api.token}` }),
      },
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MOST_BYTES) {
        body.destroy();
        throw new Refusal(
          `answered with more than ${MOST_BYTES / 1024 / 1024} MB`,
        );
      }
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    if (statusCode === 200) {
      return text;
    }
    const { location } = headers;
    throw new Refusal(
      statusCode >= 300 && statusCode < 400
        ? `answered ${statusCode}, which leads elsewhere${
            typeof location === 'string' ? ` (${originOf(location)})` : ''
          }; api.url must be where it answers itself`
        : `answered ${statusCode}: ${messageOf(text)}`,
    );
  }

  return {
    async get(path, query, signal) {
      const url = new URL(`${api.url}${path}`);
      url.search = new URLSearchParams(query).toString();
      const timeout = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);
      let said: string;
      try {
        const text = await ask(url, AbortSignal.any([signal, timeout]));
        return JSON.parse(text);
      } catch (error) {
        if (error instanceof Refusal) {
          said = error.message;
        } else if (error instanceof SyntaxError) {
          said = 'answered with what is not JSON';
        } else if (timeout.aborted) {
          said = `did not answer within ${TIMEOUT_SECONDS} s`;
        } else {
          signal.throwIfAborted();
          said = `cannot be reached: ${
            isError(error) ? error.message : String(error)
          }`;
        }
      }
      const sentence = `${whom} ${said} (GET ${path})`;
      throw new ServiceUnavailableError(
        api.token ? sentence.split(api.token).join('(hidden)') : sentence,
      );
    },
  };
}

function originOf(location: string): string {
  return URL.canParse(location) ? new URL(location).origin : 'another path';
}

/** gRPC's status as JSON, unless a proxy answered. */
function messageOf(text: string): string {
  let found: unknown = text;
  try {
    const { message, error } = JSON.parse(text);
    found = message ?? error ?? text;
  } catch {
    // A page of a proxy; its text is the best there is.
  }
  return String(found).replace(/\s+/g, ' ').slice(0, MOST_MESSAGE_CHARS);
}
