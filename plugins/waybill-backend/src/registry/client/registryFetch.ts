import { Agent, fetch, RequestInit, Response } from 'undici';
import { mayLeadTo } from './mayLeadTo';

let trusting: Agent | undefined;

/** A connection that was kept open and that the other side has closed meanwhile. */
const LOST_CONNECTION = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'];
const REDIRECTS = [301, 302, 303, 307, 308];
const MOST_REDIRECTS = 5;

/** What an answer to these may be read again for, or elsewhere; the others change something. */
const READING = ['GET', 'HEAD'];

export type RegistryMethod = 'GET' | 'HEAD' | 'POST' | 'PUT';

type Init = Omit<RequestInit, 'headers'> & {
  method?: RegistryMethod;
  headers: Record<string, string>;
};

/**
 * `fetch`; for reading once more where a kept connection turns out to be closed, and on to where redirects lead.
 *
 * @remarks Follows redirects where they may lead. What is meant for the server that was asked alone, its credential and the
 * permission not to check its certificate, stays behind.
 */
export async function registryFetch(
  url: URL,
  init: Init,
  skipTLSVerify: boolean,
): Promise<Response> {
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const isHome = at.origin === url.origin;
    const { authorization, ...open } = init.headers;
    const response = await fetchOnce(
      at,
      { ...init, headers: isHome ? init.headers : open },
      skipTLSVerify && isHome,
    );
    const location = response.headers.get('location');
    if (
      !READING.includes(init.method ?? 'GET') ||
      !REDIRECTS.includes(response.status) ||
      location === null
    ) {
      return response;
    }
    await response.body?.cancel();
    const next = URL.canParse(location, at.href)
      ? new URL(location, at)
      : undefined;
    if (!next || next.username || !mayLeadTo(at, next)) {
      throw new Error(
        `${at.origin} redirects to ${
          next?.origin ?? 'no address'
        }, which is not followed`,
      );
    }
    at = next;
  }
  throw new Error(`${url.origin} redirects more than ${MOST_REDIRECTS} times`);
}

async function fetchOnce(
  url: URL,
  init: Init,
  skipTLSVerify: boolean,
): Promise<Response> {
  if (skipTLSVerify) {
    trusting ??= new Agent({ connect: { rejectUnauthorized: false } });
  }
  const options = {
    ...init,
    redirect: 'manual' as const,
    dispatcher: skipTLSVerify ? trusting : undefined,
  };
  try {
    return await fetch(url, options);
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    if (
      init.signal?.aborted ||
      !READING.includes(init.method ?? 'GET') ||
      !LOST_CONNECTION.includes(code ?? '')
    ) {
      throw error;
    }
    return fetch(url, options);
  }
}
