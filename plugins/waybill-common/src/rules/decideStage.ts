import { Gate } from '../model/Gate';
import {
  PromotionBrief,
  StageDecision,
  StageSnapshot,
} from '../model/StageSnapshot';
import { automaticRollback } from './automaticRollback';
import { autoPromotions } from './autoPromotions';
import { availabilityGates } from './availabilityGates';
import { compareByTurn } from './compareByTurn';
import { freightGates } from './freightGates';
import { holdsToClear } from './holdsToClear';
import { newestFirst } from './newestFirst';
import { nextMoment } from './nextMoment';
import { supersededPromotions } from './supersededPromotions';
import { startCollection } from './startCollection';
import { pipelineRuns } from './pipelineRuns';
import { decideVerification } from './verification/decideVerification';

/**
 * What shall happen on a Stage now: a pure function of what is known and a time.
 *
 * @remarks At most one Promotion starts, and none while one runs. `wait` is sent for every Promotion that stays
 * Pending, with its gates of now, whether or not they have changed since.
 * @public
 */
export function decideStage(
  snapshot: StageSnapshot,
  now: Date,
): StageDecision[] {
  const queue = decideQueue(snapshot, now);
  const waitingFor = queue.flatMap(decision =>
    decision.type === 'wait' ? decision.gates : [],
  );
  const at = nextMoment(snapshot, waitingFor, now);
  const rollback = automaticRollback(snapshot, now);
  return [
    ...queue,
    ...decideVerification(
      snapshot,
      now,
      queue.some(({ type }) => type === 'start'),
    ),
    ...decidePassing(snapshot, now),
    ...holdsToClear(snapshot, now).map(origin => ({
      type: 'clearHold' as const,
      origin,
    })),
    ...(rollback ? [rollback] : []),
    ...autoPromotions(snapshot, now)
      // The hold that comes with a rollback is not in the snapshot yet.
      .filter(({ origin }) => origin !== rollback?.origin)
      .map(promotion => ({ type: 'promote' as const, ...promotion })),
    ...(at ? [{ type: 'lookAgain' as const, at: at.toISOString() }] : []),
  ];
}

function decideQueue(snapshot: StageSnapshot, now: Date): StageDecision[] {
  const pending = snapshot.promotions
    .filter(it => it.phase === 'Pending' && !it.abortRequested)
    .sort(compareByTurn);
  const superseded = supersededPromotions(snapshot, now);
  // Those that are overtaken stand in nobody's way any more.
  const rest = {
    ...snapshot,
    promotions: snapshot.promotions.filter(it => !superseded.has(it.id)),
  };
  return pending.map(promotion => {
    const by = superseded.get(promotion.id);
    if (by) {
      return { type: 'supersede', promotion: promotion.id, by: by.id };
    }
    const gates = freightGates(rest, promotion.freight, now, {
      promotion: promotion.id,
      rollback: promotion.rollback,
    });
    return decidePending(rest, promotion, gates);
  });
}

function decidePending(
  snapshot: StageSnapshot,
  promotion: PromotionBrief,
  gates: Gate[],
): StageDecision {
  const refusing = gates.filter(gate => gate.effect === 'refuse');
  if (refusing.length > 0) {
    return { type: 'refuse', promotion: promotion.id, gates: refusing };
  }
  return gates.length > 0
    ? { type: 'wait', promotion: promotion.id, gates }
    : {
        type: 'start',
        promotion: promotion.id,
        collection: startCollection(snapshot, promotion),
      };
}

function decidePassing(
  { stage, freight, pipelineState }: StageSnapshot,
  now: Date,
): StageDecision[] {
  if (stage.steps.length > 0 || !pipelineRuns(pipelineState)) {
    return [];
  }
  const passing = freight.filter(
    it =>
      !it.status.verifiedIn[stage.name] &&
      availabilityGates(stage, it, now).length === 0,
  );
  return passing.length > 0
    ? [{ type: 'pass', freight: passing.sort(newestFirst).map(it => it.id) }]
    : [];
}
