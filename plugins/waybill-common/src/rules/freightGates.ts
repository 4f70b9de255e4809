import { Gate } from '../model/Gate';
import { StageSnapshot } from '../model/StageSnapshot';
import { originOf } from './originOf';
import { ownGates } from './ownGates';
import { queueGates } from './queueGates';

/**
 * Every reason why Freight may not enter a Stage now; empty: it may.
 *
 * @remarks One `refuse` answers a request with 409; with `wait` alone it is let in as Pending. For a Promotion that
 * is running already, its own place in the queue no longer matters.
 * @param options - `promotion`: whose gates these are, if it exists already; `rollback`: the Stage has run this
 * Freight, so availability and soak do not apply; `resumes`: the Promotion whose steps it goes on from
 * @public
 */
export function freightGates(
  snapshot: StageSnapshot,
  freightId: string,
  now: Date,
  options: { promotion?: string; rollback?: boolean; resumes?: string } = {},
): Gate[] {
  const promotion = snapshot.promotions.find(it => it.id === options.promotion);
  const freight = snapshot.freight.find(it => it.id === freightId);
  const own = ownGates(snapshot, freightId, now, {
    rollback: options.rollback,
    resumes: options.resumes ?? promotion?.resumes,
  });
  return promotion?.phase === 'Running'
    ? own
    : [
        ...own,
        ...queueGates(
          snapshot,
          options.promotion,
          now,
          freight && originOf(freight.warehouse),
        ),
      ];
}
