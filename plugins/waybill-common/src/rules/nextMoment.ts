import { FreightWithStatus } from '../model/Freight';
import { Gate } from '../model/Gate';
import { StageSnapshot } from '../model/StageSnapshot';
import { selectable } from './autoPromotionCandidate';
import { availabilityGates } from './availabilityGates';
import { isAutoPromotionOn } from './isAutoPromotionOn';

/**
 * The next moment at which time alone changes a decision on the Stage: a soak ends, a gate lifts, a hold expires.
 *
 * @param waitingFor - gates of the Promotions that wait
 */
export function nextMoment(
  snapshot: StageSnapshot,
  waitingFor: Gate[],
  now: Date,
): Date | undefined {
  const { stage, state, platformGates } = snapshot;
  const gates = [
    ...waitingFor,
    ...platformGates,
    ...moving(snapshot).flatMap(it => availabilityGates(stage, it, now)),
  ];
  const moments = [...gates, ...state.holds]
    .flatMap(({ until }) => (until ? Date.parse(until) : []))
    .filter(at => at > now.getTime());
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined;
}

/** Freight that the Stage lets in by itself as soon as it is available. */
function moving(snapshot: StageSnapshot): FreightWithStatus[] {
  const { stage, freight } = snapshot;
  if (stage.steps.length === 0) {
    return freight.filter(it => !it.status.verifiedIn[stage.name]);
  }
  return isAutoPromotionOn(snapshot)
    ? stage.requestedFreight.flatMap(request => selectable(snapshot, request))
    : [];
}
