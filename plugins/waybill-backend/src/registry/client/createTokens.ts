import { createHash } from 'crypto';
import { NotAllowedError } from '@backstage/errors';
import { z } from 'zod';
import { Credential, isProtectedUrl } from '../../ports';
import { mayLeadTo } from './mayLeadTo';
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
    /** Whose challenge it is. */
    url: URL;
    challenge: Challenge;
    /** Where the challenge does not say. */
    scope: string;
    credential: Credential | undefined;
    insecure: boolean;
    /** Of the registry: origins that may be asked wherever they are. */
    namedOrigins: readonly string[];
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
    async obtain(options) {
      const { key, challenge, scope, credential, insecure, signal } = options;
      const { realm, service, scope: asked } = challenge.parameters;
      if (!realm || !URL.canParse(realm)) {
        throw new NotAllowedError(
          `its challenge names no address to get a token from (realm "${realm}")`,
        );
      }
      const url = new URL(realm);
      if (!mayLeadTo(options.url, url)) {
        throw new NotAllowedError(
          `it wants a token from ${url.origin}, where it may not lead`,
        );
      }
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
        {
          skipTLSVerify: insecure,
          namedOrigins: options.namedOrigins,
          ledBy: options.url,
        },
      );
      const body = await readLimited(response, ANSWER_LIMIT_BYTES);
      if (!response.ok) {
        throw new NotAllowedError(
          `its token service ${url.origin} answered ${response.status} to ${
            credential ? 'the configured credential' : 'an anonymous request'
          } for ${asked ?? scope}`,
        );
      }
      const answer = parseAnswer(body.toString('utf8'));
      const token = answer?.token || answer?.access_token;
      if (!token) {
        throw new NotAllowedError(
          `its token service ${url.origin} answered without a token`,
        );
      }
      const lifetime = answer?.expires_in ?? DEFAULT_LIFETIME_SECONDS;
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

// What a header can hold: an error about one that it cannot would show the token.
const tokenSchema = z
  .string()
  .regex(/^[\x21-\x7e]*$/)
  .nullish();

const answerSchema = z.object({
  token: tokenSchema,
  access_token: tokenSchema,
  expires_in: z.number().nullish().catch(undefined),
});

function parseAnswer(text: string) {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    // Neither is repeated: it may be anybody's answer.
    return undefined;
  }
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
