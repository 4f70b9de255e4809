import { Invariant } from './Invariant';

/** Nobody takes a work item from a process that lives, before its lease has ended. */
export const leasesHold: Invariant = {
  name: 'leases of the living hold',
  onCommit({ facts, ownerOf, now }, before, { tables, connection }) {
    if (!tables.has('work_items')) return undefined;
    for (const [id, claim] of before.claims) {
      const holder = ownerOf(claim.worker);
      const isKept = facts.claims.get(id)?.token === claim.token;
      if (
        !isKept &&
        holder &&
        holder !== connection.owner &&
        claim.leaseUntil > now
      ) {
        return `${connection.owner.name} took ${id} from ${
          claim.worker
        }, whose lease had ${claim.leaseUntil - now} ms left`;
      }
    }
    return undefined;
  },
};
