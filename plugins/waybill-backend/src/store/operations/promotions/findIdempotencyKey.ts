import { Knex } from 'knex';
import { DbIdempotencyKeyRow } from '../../tables';
import { assertSameRequest, KEY_LIFETIME_MS } from './reserveIdempotencyKey';

/**
 * The id of the Promotion that the same request has made with a key; undefined: the key is free. Throws a
 * `ConflictError` when it was used for another request.
 */
export async function findIdempotencyKey(
  tx: Knex,
  options: { scope: string; key: string; fingerprint: string; now: Date },
): Promise<string | undefined> {
  const { scope, key, fingerprint, now } = options;
  const existing = await tx<DbIdempotencyKeyRow>('idempotency_keys')
    .where({ scope, key })
    .andWhere('created_at', '>', now.getTime() - KEY_LIFETIME_MS)
    .first();
  if (existing) assertSameRequest(existing, fingerprint);
  return existing?.promotion_id;
}
