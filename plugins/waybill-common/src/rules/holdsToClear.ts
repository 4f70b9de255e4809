import { FreightOrigin } from '../model/Freight';
import { StageSnapshot } from '../model/StageSnapshot';
import { isAutoPromotionOn } from './isAutoPromotionOn';
import { originOf } from './originOf';
import { pipelineRuns } from './pipelineRuns';

/** Origins whose recorded hold holds nothing any more: it has expired, or there is no auto-promotion left to hold. */
export function holdsToClear(
  snapshot: StageSnapshot,
  now: Date,
): FreightOrigin[] {
  // A definition that cannot be trusted now must not cost a hold that somebody set.
  if (!pipelineRuns(snapshot.pipelineState)) {
    return [];
  }
  const on = isAutoPromotionOn(snapshot);
  const requested = snapshot.stage.requestedFreight.map(request =>
    originOf(request.origin.name),
  );
  return snapshot.state.holds
    .filter(
      ({ origin, until }) =>
        !on ||
        !requested.includes(origin) ||
        (until !== undefined && Date.parse(until) <= now.getTime()),
    )
    .map(hold => hold.origin);
}
