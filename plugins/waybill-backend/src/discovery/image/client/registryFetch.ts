import { Agent, fetch, RequestInit, Response } from 'undici';

let trusting: Agent | undefined;

/** A connection that was kept open and that the other side has closed meanwhile. */
const LOST_CONNECTION = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'];

/**
 * `fetch`, once more where a kept connection turns out to be closed, and without checking certificates where the platform
 * or the subscription says so. For reading only.
 */
export async function registryFetch(
  url: URL,
  init: RequestInit & { method?: 'GET' | 'HEAD' },
  skipTLSVerify: boolean,
): Promise<Response> {
  if (skipTLSVerify) {
    trusting ??= new Agent({ connect: { rejectUnauthorized: false } });
  }
  const options = { ...init, dispatcher: skipTLSVerify ? trusting : undefined };
  try {
    return await fetch(url, options);
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    if (init.signal?.aborted || !LOST_CONNECTION.includes(code ?? '')) {
      throw error;
    }
    return fetch(url, options);
  }
}
