import { Gate } from '../model/Gate';
import { StageSnapshot } from '../model/StageSnapshot';
import { autoPromotionCandidate } from './autoPromotionCandidate';
import { freightGates } from './freightGates';
import { newestFirst } from './newestFirst';
import { originOf } from './originOf';

/**
 * What comes next on a Stage: the newest Freight above what runs, or what auto-promotion would follow its upstream
 * back to; with every reason why it may not enter yet. Undefined if there is nothing, and for a control-flow Stage.
 * @public
 */
export function nextFreight(
  snapshot: StageSnapshot,
  now: Date,
): { freight: string; gates: Gate[] } | undefined {
  const { stage, state, freight } = snapshot;
  if (stage.steps.length === 0) {
    return undefined;
  }
  const next = stage.requestedFreight
    .flatMap(request => {
      const current = state.current.find(
        it => it.origin === originOf(request.origin.name),
      );
      const running = freight.find(it => it.id === current?.freight);
      const newer = freight.filter(
        it =>
          it.warehouse === request.origin.name &&
          !it.status.rejected &&
          (!running || newestFirst(it, running) < 0),
      );
      if (
        newer.length > 0 ||
        request.sources.selectionPolicy !== 'MatchUpstream'
      ) {
        return newer;
      }
      const candidate = autoPromotionCandidate(snapshot, request, now);
      return candidate && candidate.id !== running?.id ? candidate : [];
    })
    .sort(newestFirst)[0];
  return next
    ? { freight: next.id, gates: freightGates(snapshot, next.id, now) }
    : undefined;
}
