import { createHash } from 'node:crypto';

/** A name of our own for every branch, so that a branch `a` that became `a/b` is no conflict in the cache. */
export function localRef(branch: string): string {
  const digest = createHash('sha256').update(branch).digest('hex');
  return `refs/waybill/${digest.slice(0, 16)}`;
}
