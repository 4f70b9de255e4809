import { NotAllowedError } from '@backstage/errors';
import { Agent, fetch, RequestInit, Response } from 'undici';
import { fetchPublic } from './fetchPublic';
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

interface Leave {
  /** Of the server that is asked, and of none that it leads to. */
  skipTLSVerify: boolean;
  /** Origins that may be asked wherever they are; others only at public addresses. */
  namedOrigins: readonly string[];
  /** Who led to where is asked first, for the error. Default: nobody. */
  ledBy?: URL;
}

/**
 * `fetch`; for reading once more where a kept connection turns out to be closed, and on to where redirects lead.
 *
 * @remarks Follows redirects where they may lead, and throws a `NotAllowedError` instead of asking what is neither named nor public.
 * What is meant for the server that was asked alone, its credential and the permission not to check its certificate, stays behind.
 */
export async function registryFetch(
  url: URL,
  init: Init,
  leave: Leave,
): Promise<Response> {
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const isHome = at.origin === url.origin;
    const { authorization, ...open } = init.headers;
    const response = await fetchOnce(
      at,
      { ...init, headers: isHome ? init.headers : open },
      { ...leave, skipTLSVerify: leave.skipTLSVerify && isHome },
    ).catch(explained(url, at, leave));
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
  { skipTLSVerify, namedOrigins }: Leave,
): Promise<Response> {
  const options = { ...init, redirect: 'manual' as const };
  const ask = () =>
    namedOrigins.includes(url.origin)
      ? fetch(url, {
          ...options,
          dispatcher: skipTLSVerify ? trustingAgent() : undefined,
        })
      : fetchPublic(url, options, skipTLSVerify);
  try {
    return await ask();
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    if (
      init.signal?.aborted ||
      !READING.includes(init.method ?? 'GET') ||
      !LOST_CONNECTION.includes(code ?? '')
    ) {
      throw error;
    }
    return ask();
  }
}

function trustingAgent(): Agent {
  trusting ??= new Agent({ connect: { rejectUnauthorized: false } });
  return trusting;
}

/** Says of an address that is not asked whose it is. */
function explained(first: URL, at: URL, leave: Leave) {
  return (error: unknown): never => {
    throw error instanceof NotAllowedError
      ? new NotAllowedError(notNamed(first, at, leave))
      : error;
  };
}

/** What to say of a server that is not asked, and what would let it be. */
function notNamed(first: URL, at: URL, { namedOrigins, ledBy }: Leave): string {
  const from = ledBy ?? first;
  const what = 'stands for an address that is not public';
  const entry = `an entry of waybill.registries with the prefix "${at.host}"${
    at.protocol === 'http:' ? ` and the endpoint "${at.origin}"` : ''
  }`;
  if (from.origin === at.origin) {
    return `${at.host} ${what}; ${entry} in the platform's configuration would say that it may be asked`;
  }
  const also = namedOrigins.length > 0 ? '' : `, and one for ${from.host},`;
  return `${from.origin} leads to ${at.origin}, and that ${what}; ${entry}${also} in the platform's configuration would say that it may`;
}
