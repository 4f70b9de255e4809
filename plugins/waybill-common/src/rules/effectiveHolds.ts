import { FreightOrigin } from '../model/Freight';
import { PromotionBrief, StageSnapshot } from '../model/StageSnapshot';
import { compareText } from './compareText';
import { isAutoPromotionOn } from './isAutoPromotionOn';
import { originOf } from './originOf';

/**
 * Which origins' auto-promotion is held now, and at which Freight.
 *
 * @remarks The recorded holds, overlaid by what the newest holding or resuming Promotion that is not recorded yet
 * says: a rollback holds from the moment it is asked for. Aborted ones say nothing. While auto-promotion is off, or
 * the origin is no longer requested, there is nothing to hold.
 * @public
 */
export function effectiveHolds(
  snapshot: StageSnapshot,
  now: Date,
): Record<FreightOrigin, { freight: string; until?: string }> {
  if (!isAutoPromotionOn(snapshot)) {
    return {};
  }
  const holds: Record<FreightOrigin, { freight: string; until?: string }> = {};
  for (const { origin, freight, until } of snapshot.state.holds) {
    if (!until || Date.parse(until) > now.getTime()) {
      holds[origin] = until ? { freight, until } : { freight };
    }
  }
  const recorded = snapshot.state.lastPromotion?.id ?? '';
  const unrecorded = snapshot.promotions
    .filter(it => compareText(it.id, recorded) > 0 && mayStillSay(it))
    .sort((a, b) => compareText(a.id, b.id));
  for (const { origin, freight, holdIntent, rollback } of unrecorded) {
    if (holdIntent === 'resume') {
      delete holds[origin];
    } else if (holdIntent === 'hold' || rollback) {
      holds[origin] = { freight };
    }
  }
  const requested = snapshot.stage.requestedFreight.map(request =>
    originOf(request.origin.name),
  );
  return Object.fromEntries(
    Object.entries(holds).filter(([origin]) => requested.includes(origin)),
  );
}

/** What never started is not recorded as the last Promotion, and so would say for ever what somebody has since changed. */
function mayStillSay({ phase, collection }: PromotionBrief): boolean {
  const ended = phase !== 'Pending' && phase !== 'Running';
  return phase !== 'Aborted' && (!ended || collection !== undefined);
}
