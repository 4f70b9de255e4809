import { FreightWithStatus } from '../model/Freight';
import { RequestedFreight } from '../model/PipelineDefinition';
import { StageSnapshot } from '../model/StageSnapshot';
import { autoPromotionCandidate } from './autoPromotionCandidate';
import { compareText } from './compareText';
import { effectiveHolds } from './effectiveHolds';
import { isAutoPromotionOn } from './isAutoPromotionOn';
import { newestFirst } from './newestFirst';
import { originOf } from './originOf';
import { pipelineRuns } from './pipelineRuns';

/**
 * The Promotions that auto-promotion starts on a Stage now, in the order of its requests.
 *
 * @remarks None of Freight that was rolled away from by itself, however the hold that came with it went. None for an origin that is held, whose candidate runs here already, is waiting or running, has succeeded
 * unrecorded, or did not succeed the last time: one that failed is not tried again by itself. None while the
 * pipeline or the platform keeps anything from starting, so that nothing piles up.
 */
export function autoPromotions(
  snapshot: StageSnapshot,
  now: Date,
): { freight: string; origin: string }[] {
  if (
    !pipelineRuns(snapshot.pipelineState) ||
    snapshot.platformGates.length > 0 ||
    !isAutoPromotionOn(snapshot)
  ) {
    return [];
  }
  const holds = effectiveHolds(snapshot, now);
  return snapshot.stage.requestedFreight.flatMap(request => {
    const origin = originOf(request.origin.name);
    const candidate = autoPromotionCandidate(snapshot, request, now);
    return candidate &&
      !holds[origin] &&
      !isRolledAwayFrom(snapshot, candidate.id) &&
      isAdvance(snapshot, request, candidate) &&
      !isSettled(snapshot, candidate.id)
      ? { freight: candidate.id, origin }
      : [];
  });
}

/**
 * False for what runs, and for older Freight: should what runs become unavailable (rejected, or a longer soak asked),
 * going back is a rollback and not for a rule to do. Following an upstream Stage back is what MatchUpstream asks for.
 */
function isAdvance(
  snapshot: StageSnapshot,
  { origin, sources }: RequestedFreight,
  candidate: FreightWithStatus,
): boolean {
  const current = snapshot.state.current.find(
    it => it.origin === originOf(origin.name),
  );
  if (current?.freight === candidate.id) {
    return false;
  }
  const running = snapshot.freight.find(it => it.id === current?.freight);
  return (
    !running ||
    sources.selectionPolicy === 'MatchUpstream' ||
    newestFirst(candidate, running) < 0
  );
}

function isRolledAwayFrom({ state }: StageSnapshot, freight: string): boolean {
  return (state.rolledAwayFrom ?? []).some(it => it.freight === freight);
}

/** True while a Promotion of this Freight is under way, and after its newest one did not succeed or is unrecorded. */
function isSettled(snapshot: StageSnapshot, freight: string): boolean {
  const promotions = snapshot.promotions
    .filter(it => it.freight === freight)
    .sort((a, b) => compareText(b.id, a.id));
  if (promotions.some(it => it.phase === 'Pending' || it.phase === 'Running')) {
    return true;
  }
  const newest = promotions[0];
  const recorded = snapshot.state.lastPromotion?.id ?? '';
  return (
    newest !== undefined &&
    (newest.phase !== 'Succeeded' || compareText(newest.id, recorded) > 0)
  );
}
