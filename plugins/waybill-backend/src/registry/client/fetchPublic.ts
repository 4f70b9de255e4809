import { NotAllowedError } from '@backstage/errors';
import {
  Agent,
  fetch,
  getGlobalDispatcher,
  RequestInit,
  Response,
} from 'undici';
import { assertNotInner } from '../../http/assertNotInner';
import { mayBePublic } from '../../http/mayBePublic';
import { notPublic, publicLookup } from '../../http/publicLookup';

const agents = new Map<boolean, Agent>();

/** `fetch` from public addresses alone; throws a `NotAllowedError` for any other, before a connection is made. */
export async function fetchPublic(
  url: URL,
  init: RequestInit,
  skipTLSVerify: boolean,
): Promise<Response> {
  if (!mayBePublic(url)) {
    throw notPublic(url.hostname);
  }
  if (!skipTLSVerify && isBehindProxy()) {
    await assertNotInner(url.hostname);
    return fetch(url, init);
  }
  try {
    return await fetch(url, { ...init, dispatcher: agentFor(skipTLSVerify) });
  } catch (error) {
    const { cause } = error as Error;
    throw cause instanceof NotAllowedError ? cause : error;
  }
}

function agentFor(skipTLSVerify: boolean): Agent {
  const agent =
    agents.get(skipTLSVerify) ??
    new Agent({
      connect: { lookup: publicLookup, rejectUnauthorized: !skipTLSVerify },
    });
  agents.set(skipTLSVerify, agent);
  return agent;
}

/** Whether the process has been told to send its requests through something else, as `NODE_USE_ENV_PROXY` does. */
function isBehindProxy(): boolean {
  // Node's own copy of undici may have set it, so the class is another one.
  return getGlobalDispatcher().constructor.name !== 'Agent';
}
