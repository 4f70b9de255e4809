import { createHash } from 'crypto';
import { NotAllowedError } from '@backstage/errors';
import { Credential, isProtectedUrl } from '../../../ports';
import { Challenge } from './parseChallenges';
import { readLimited } from './readLimited';
import { registryFetch } from './registryFetch';

/** Of the token specification, where the answer does not say. */
const DEFAULT_LIFETIME_SECONDS = 60;
/** A token is not used in its last seconds. */
const MARGIN_SECONDS = 10;
const ANSWER_LIMIT_BYTES = 1024 * 1024;
const CACHE_LIMIT = 1_000;

/** Bearer tokens by what they are for and whose they are. */
export interface Tokens {
  cached(key: string): string | undefined;
  forget(key: string): void;
  /** Asks the realm of a challenge. Throws when it refuses. */
  obtain(options: {
    key: string;
    challenge: Challenge;
    /** Where the challenge does not say. */
    scope: string;
    credential: Credential | undefined;
    insecure: boolean;
    signal: AbortSignal;
  }): Promise<string>;
}

/** One cache for all registries; `now` in milliseconds. */
export function createTokens(now: () => number): Tokens {
  const cache = new Map<string, { token: string; until: number }>();

  return {
    cached(key) {
      const kept = cache.get(key);
      return kept && kept.until > now() ? kept.token : undefined;
    },
    forget(key) {
      cache.delete(key);
    },
    async obtain({ key, challenge, scope, credential, insecure, signal }) {
      const { realm, service, scope: asked } = challenge.parameters;
      if (!realm || !URL.canParse(realm)) {
        throw new NotAllowedError(
          `its challenge names no address to get a token from (realm "${realm}")`,
        );
      }
      const url = new URL(realm);
      if (credential && !insecure && !isProtectedUrl(url)) {
        throw new NotAllowedError(
          `it wants the credential sent to ${url.origin}, over plain http`,
        );
      }
      if (service) {
        url.searchParams.set('service', service);
      }
      url.searchParams.append('scope', asked ?? scope);
      const response = await registryFetch(
        url,
        { headers: authorizationOf(credential), signal },
        insecure,
      );
      const body = await readLimited(response, ANSWER_LIMIT_BYTES);
      if (!response.ok) {
        throw new NotAllowedError(
          `its token service ${url.origin} answered ${response.status} to ${
            credential ? 'the configured credential' : 'an anonymous request'
          } for ${asked ?? scope}`,
        );
      }
      const answer = JSON.parse(body.toString('utf8')) as {
        token?: string;
        access_token?: string;
        expires_in?: number;
      };
      const token = answer.token ?? answer.access_token;
      if (!token) {
        throw new NotAllowedError(
          `its token service ${url.origin} answered without a token`,
        );
      }
      const lifetime = answer.expires_in ?? DEFAULT_LIFETIME_SECONDS;
      if (cache.size >= CACHE_LIMIT) {
        cache.delete(cache.keys().next().value!);
      }
      cache.set(key, {
        token,
        until: now() + (lifetime - MARGIN_SECONDS) * 1000,
      });
      return token;
    },
  };
}

export function authorizationOf(
  credential: Credential | undefined,
): Record<string, string> {
  if (!credential) {
    return {};
  }
  return {
    authorization:
      credential.type === 'bearer'
        ? `Bearer ${credential.token}`
        : `Basic ${Buffer.from(
            `${credential.username}:${credential.password}`,
          ).toString('base64')}`,
  };
}

/** Tokens of different credentials are kept apart, without keeping the credential. */
export function fingerprintOf(credential: Credential | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify(credential ?? null))
    .digest('hex');
}
