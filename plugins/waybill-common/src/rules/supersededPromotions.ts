import { PromotionBrief, StageSnapshot } from '../model/StageSnapshot';
import { compareText } from './compareText';
import { ownGates } from './ownGates';

/**
 * Which waiting Promotions are overtaken by which newer one, on a Stage where the newest wins; none on one that keeps the order.
 *
 * @remarks One that waits for something of its own (a soak, say) overtakes nobody: until it could start, those before it may. Origins
 * do not overtake each other, since each brings what the other does not.
 */
export function supersededPromotions(
  snapshot: StageSnapshot,
  now: Date,
): Map<string, PromotionBrief> {
  const superseded = new Map<string, PromotionBrief>();
  if (snapshot.stage.queue?.order !== 'NewestWins') {
    return superseded;
  }
  const pending = snapshot.promotions.filter(
    it => it.phase === 'Pending' && !it.abortRequested,
  );
  const ready = pending
    .filter(it => ownGates(snapshot, it.freight, now, it).length === 0)
    .sort((a, b) => compareText(b.id, a.id));
  for (const promotion of pending) {
    const newest = ready.find(it => it.origin === promotion.origin);
    if (newest && compareText(newest.id, promotion.id) > 0) {
      superseded.set(promotion.id, newest);
    }
  }
  return superseded;
}
