import type { Response } from 'undici';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Credential, CredentialsPort } from '../../ports';
import { RateLimitError } from '../RateLimitError';
import { authorizationOf, createTokens, fingerprintOf } from './createTokens';
import { parseChallenges } from './parseChallenges';
import { readLimited } from './readLimited';
import {
  RegistryClient,
  RegistryRequest,
  RegistryStream,
} from './RegistryClient';
import { registryFetch } from './registryFetch';
import { toError } from './toError';

const TIMEOUT_SECONDS = 20;

/** A client that remembers tokens, and who asked for a pause. */
export function createRegistryClient(
  credentials: CredentialsPort,
): RegistryClient {
  const tokens = createTokens(Date.now);
  /** Origins that asked for a pause, and until when. */
  const pauses = new Map<string, number>();

  /** Repositories that took the credential itself. */
  const takesCredential = new Set<string>();

  async function send(
    request: Omit<RegistryRequest, 'limitBytes'>,
    what: string,
    signal: AbortSignal,
  ): Promise<{ url: URL; response: Response; hint: string }> {
    const { repository, method, accept, content } = request;
    const { origin, name } = repository;
    // Put together, not resolved: a path that begins with two slashes would name another host.
    const url = new URL(`${origin}${request.path}`);
    const { credential, hint } = await credentialFor(request);
    const writes = method === 'POST' || method === 'PUT';
    const scope = `repository:${name}:${writes ? 'pull,push' : 'pull'}`;
    const key = [origin, scope, fingerprintOf(credential)].join(' ');
    const attempt = async (authorization: Record<string, string>) => ({
      url,
      hint,
      response: await registryFetch(
        url,
        {
          method,
          headers: {
            ...(accept ? { accept } : {}),
            ...(content
              ? {
                  'content-type': content.type,
                  'content-length': String(content.size),
                }
              : {}),
            ...authorization,
          },
          ...(content ? { body: content.body, duplex: 'half' as const } : {}),
          signal,
        },
        {
          skipTLSVerify:
            repository.insecure || (request.insecureSkipTLSVerify ?? false),
          namedOrigins: repository.namedOrigins,
        },
      ).catch(error => {
        throw error instanceof NotAllowedError
          ? new NotAllowedError(`${what} failed: ${error.message}`)
          : error;
      }),
    });
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

    const token = tokens.cached(key);
    const known = takesCredential.has(key) ? authorizationOf(credential) : {};
    const first = await attempt(token ? bearer(token) : known);
    // What is asked for elsewhere, where a redirect led, is not for this registry's credential.
    if (first.response.status !== 401 || isElsewhere(first)) {
      return first;
    }
    if (content && !Buffer.isBuffer(content.body)) {
      return first;
    }
    const { headers, body } = first.response;
    const challenges = parseChallenges(headers.get('www-authenticate') ?? '');
    const wantsToken = challenges.find(({ scheme }) => scheme === 'bearer');
    const wantsBasic = challenges.some(({ scheme }) => scheme === 'basic');
    tokens.forget(key);
    takesCredential.delete(key);
    if (wantsToken && credential?.type !== 'bearer') {
      await body?.cancel();
      const fresh = await tokens
        .obtain({
          ...{ key, url, challenge: wantsToken, scope, credential, signal },
          insecure: repository.insecure,
          namedOrigins: repository.namedOrigins,
        })
        .catch(error => {
          throw error instanceof NotAllowedError
            ? new NotAllowedError(
                `${what} was answered 401, and ${error.message} (${hint})`,
              )
            : error;
        });
      return attempt(bearer(fresh));
    }
    if (credential && (wantsBasic || credential.type === 'bearer')) {
      await body?.cancel();
      const second = await attempt(authorizationOf(credential));
      if (second.response.status !== 401) {
        takesCredential.add(key);
      }
      return second;
    }
    return first;
  }

  /** None where a pipeline's file turns the check of certificates off: anybody on the way could read it. */
  async function credentialFor(
    request: Omit<RegistryRequest, 'limitBytes'>,
  ): Promise<{ credential?: Credential; hint: string }> {
    const { repository, pipelineId, insecureSkipTLSVerify } = request;
    if (insecureSkipTLSVerify && !repository.insecure) {
      return {
        hint: 'no credential is sent, since the subscription turns the check of certificates off',
      };
    }
    const credential = await credentials.find({
      kind: 'image',
      url: `${repository.origin}/${repository.name}`,
      pipelineId,
    });
    return {
      credential,
      hint: credential
        ? 'the configured credential does not suffice'
        : 'no credential is configured for it in waybill.credentials',
    };
  }

  /** Sends, and turns whatever is no success into an error in words. */
  async function exchange<T>(
    request: Omit<RegistryRequest, 'limitBytes'>,
    read: (answer: { url: URL; response: Response }) => Promise<T>,
  ): Promise<T> {
    const { repository, method, signal } = request;
    const { timeoutSeconds = TIMEOUT_SECONDS } = request;
    // Not the query: an upload's may hold a signature.
    const path = method === 'GET' ? request.path : request.path.split('?')[0];
    const what = `${repository.repoURL}: ${method} ${repository.origin}${path}`;
    const pausedUntil = pauses.get(repository.origin) ?? 0;
    if (pausedUntil > Date.now()) {
      const seconds = Math.ceil((pausedUntil - Date.now()) / 1000);
      throw new RateLimitError(
        `${what} was not sent: the registry has asked to be left alone for another ${seconds} s`,
        seconds,
      );
    }
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      const answer = await send(
        request,
        what,
        AbortSignal.any([signal, timeout]),
      );
      const { response, hint } = answer;
      if (response.ok) {
        return await read(answer);
      }
      const error = await toError(what, response, hint, isElsewhere(answer));
      if (error instanceof RateLimitError) {
        pauses.set(
          repository.origin,
          Date.now() + error.retryAfterSeconds * 1000,
        );
      }
      throw error;
    } catch (error) {
      signal.throwIfAborted();
      if (isInWords(error)) {
        throw error;
      }
      throw new ServiceUnavailableError(
        timeout.aborted
          ? `${what} was not answered within ${timeoutSeconds} s`
          : `${what} failed: ${describe(error as Error)}`,
      );
    }
  }

  return {
    ask: request =>
      exchange(request, async answer => ({
        url: answer.url,
        headers: answer.response.headers,
        body: await readLimited(answer.response, request.limitBytes),
        isElsewhere: isElsewhere(answer),
      })),
    open: request =>
      exchange(request, async ({ url, response }) => ({
        url,
        body: response.body ?? [],
      })) as Promise<RegistryStream>,
  };
}

function isElsewhere({ url, response }: { url: URL; response: Response }) {
  return new URL(response.url).origin !== url.origin;
}

function isInWords(error: unknown): boolean {
  return (
    error instanceof NotAllowedError ||
    error instanceof NotFoundError ||
    error instanceof RateLimitError ||
    error instanceof ServiceUnavailableError
  );
}

/** What lies behind "fetch failed". */
function describe(error: Error): string {
  const cause = error.cause as (Error & { code?: string }) | undefined;
  return cause
    ? `${error.message}: ${cause.message || cause.code}`
    : error.message;
}
