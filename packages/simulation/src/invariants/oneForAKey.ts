import { Invariant } from './Invariant';

/** A request that is repeated with its Idempotency-Key makes one Promotion. */
export const oneForAKey: Invariant = {
  name: 'one promotion for an Idempotency-Key',
  onCommit({ facts }, before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    const made = new Map<string, string>();
    if (facts.promotions.size === before.promotions.size) return undefined;
    for (const { id, reason } of facts.promotions.values()) {
      // In these runs whoever sends a key names it in the reason.
      if (!reason?.startsWith('key ')) continue;
      const other = made.get(reason);
      if (other) return `${other} and ${id} are both of ${reason}`;
      made.set(reason, id);
    }
    return undefined;
  },
};
