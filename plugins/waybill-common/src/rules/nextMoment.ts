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
  const controlFlow = stage.steps.length === 0;
  const moving =
    controlFlow || isAutoPromotionOn(snapshot)
      ? stage.requestedFreight.flatMap(request => selectable(snapshot, request))
      : [];
  const gates = [
    ...waitingFor,
    ...platformGates,
    ...moving
      .filter(it => !controlFlow || !it.status.verifiedIn[stage.name])
      .flatMap(freight => availabilityGates(stage, freight, now)),
  ];
  const moments = [...gates, ...state.holds]
    .flatMap(({ until }) => (until ? Date.parse(until) : []))
    .filter(at => at > now.getTime());
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined;
}
