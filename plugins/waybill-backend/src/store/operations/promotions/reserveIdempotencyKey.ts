import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { DbIdempotencyKeyRow } from '../../tables';

/** For how long a key answers with the Promotion that it made. */
export const KEY_LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * Reserves a key for a new Promotion; answers the id of the one that the same request has made before.
 *
 * @remarks The insert comes first: of two requests at the same moment the second waits for the first one's
 * transaction, and then finds its row. Throws a `ConflictError` when the key was used for another request.
 */
export async function reserveIdempotencyKey(
  tx: Knex.Transaction,
  options: {
    scope: string;
    key: string;
    fingerprint: string;
    promotionId: string;
    now: Date;
  },
): Promise<string | undefined> {
  const { scope, key, fingerprint, promotionId, now } = options;
  await tx<DbIdempotencyKeyRow>('idempotency_keys')
    .where('created_at', '<=', now.getTime() - KEY_LIFETIME_MS)
    .delete();
  const inserted = await tx<DbIdempotencyKeyRow>('idempotency_keys')
    .insert({
      scope,
      key,
      fingerprint,
      promotion_id: promotionId,
      created_at: now.getTime(),
    })
    .onConflict(['scope', 'key'])
    .ignore()
    .returning('promotion_id');
  if (inserted.length > 0) {
    return undefined;
  }
  const existing = await tx<DbIdempotencyKeyRow>('idempotency_keys')
    .where({ scope, key })
    .first();
  if (existing) assertSameRequest(existing, fingerprint);
  return existing?.promotion_id;
}

/** @throws ConflictError when a key was used for another request */
export function assertSameRequest(
  existing: DbIdempotencyKeyRow,
  fingerprint: string,
) {
  if (existing.fingerprint !== fingerprint) {
    throw new ConflictError(
      `Idempotency-Key '${existing.key}' was used for another request here less than 24 hours ago; use a new key`,
    );
  }
}
