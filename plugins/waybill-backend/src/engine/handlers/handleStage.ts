import {
  decideStage,
  isVerificationOver,
  StageDecision,
  StageSnapshot,
  StageState,
  verificationHistory,
} from '@waybill/backstage-plugin-waybill-common';
import { emptyStageState } from '../../store/operations/stages/emptyStageState';
import { listStages } from '../../store/operations/stages/listStages';
import { lockStage } from '../../store/operations/stages/lockStage';
import { saveStage } from '../../store/operations/stages/saveStage';
import { getPromotion } from '../../store/operations/promotions/getPromotion';
import { EngineConfig } from '../EngineConfig';
import { Handler, WorkOutcome, WorkTurn } from '../Handler';
import { finishPromotion } from '../promotions/finishPromotion';
import { carryOut } from '../stages/carryOut';
import { findStage } from '../stages/findStage';
import { loadStageSnapshot } from '../stages/loadStageSnapshot';
import { HealthObservation, observeHealth } from '../stages/observeHealth';
import {
  observeVerification,
  VerificationObservation,
} from '../stages/observeVerification';
import { EngineTransaction, transact } from '../transact';

/**
 * A look at one Stage: is it healthy, and what shall happen now? What is seen outside is seen before the transaction;
 * deciding and doing are one transaction, so that no decision rests on what has meanwhile changed.
 */
export const handleStage: Handler = async turn => {
  const { item, context, signal } = turn;
  const key = { pipelineId: item.pipelineId ?? '', stage: item.name };
  const { pipelineId, stage } = key;
  const states = await listStages(context.knex, { pipelineId, names: [stage] });
  const seen = states.get(stage) ?? emptyStageState(stage);
  const lookedAt = await context.clock.now(context.knex);
  const observation = await observeHealth(context, {
    ...key,
    state: seen,
    now: lookedAt,
    signal,
  });
  const verification = await observeVerification(context, {
    ...key,
    state: seen,
    signal,
  });
  signal.throwIfAborted();
  return transact(context, item, transaction =>
    decideAndDo(turn, transaction, seen, {
      ...observation,
      ...verification,
      lookedAt,
    }),
  );
};

type Observation = HealthObservation &
  VerificationObservation & { lookedAt: Date };

async function decideAndDo(
  { item, context }: WorkTurn,
  transaction: EngineTransaction,
  seen: StageState,
  observation: Observation,
): Promise<WorkOutcome> {
  const { tx, now, poke, conclude } = transaction;
  const key = { pipelineId: item.pipelineId ?? '', stage: item.name };
  const found = await findStage(tx, key);
  if (!found) {
    // Removed; its definition brings the work item back with the Stage.
    return conclude({});
  }
  const { pipeline, stage } = found;
  let state = await lockStage(tx, key);
  if (sameDelivery(state, seen)) {
    const { health, sync, lookedAt } = observation;
    state = { ...state, health, sync, healthAt: lookedAt.toISOString() };
  } else {
    // It was the health of what ran before.
    poke({ kind: 'stage', pipelineId: key.pipelineId, name: key.stage });
  }
  state = withoutStopped(state, observation);
  const load = async () => ({
    ...(await loadStageSnapshot(tx, {
      authority: context.ports.authority,
      pipeline,
      stage,
      state,
    })),
    verificationSeen: observation.verificationSeen,
  });
  let snapshot = await load();
  const { whilePromoting } = observation;
  const isPromoting = snapshot.promotions.some(it => it.phase === 'Running');
  if (whilePromoting && isPromoting && sameDelivery(state, seen)) {
    // What has moved was moved by the Promotion; it is not at fault for that.
    state = { ...state, health: whilePromoting };
    snapshot = { ...snapshot, state };
  }
  for (const brief of snapshot.promotions) {
    const promotion =
      brief.phase === 'Pending' &&
      brief.abortRequested &&
      (await getPromotion(tx, { id: brief.id }));
    if (promotion) {
      state = await finishPromotion(transaction, {
        pipeline,
        promotion,
        state,
        end: { phase: 'Aborted', message: 'Aborted before it started' },
      });
      snapshot = { ...(await load()), state };
    }
  }
  const decisions = decideStage(snapshot, now);
  for (const decision of decisions) {
    state = await carryOut(transaction, {
      ids: context.ids,
      pipeline,
      snapshot,
      state,
      decision,
    });
  }
  await saveStage(tx, { pipelineId: key.pipelineId, state });
  return conclude(
    nextLook(context.config, { ...snapshot, state }, decisions, observation),
  );
}

/** Whether two states are of the same promotion's delivery, so that health seen of one is the other's. */
function sameDelivery(a: StageState, b: StageState): boolean {
  return (
    a.lastPromotion?.id === b.lastPromotion?.id &&
    JSON.stringify(a.healthChecks) === JSON.stringify(b.healthChecks)
  );
}

function withoutStopped(
  { runsToStop, ...state }: StageState,
  { stopped }: VerificationObservation,
): StageState {
  const left = runsToStop?.filter(
    run =>
      !stopped.some(
        it => it.name === run.name && it.namespace === run.namespace,
      ),
  );
  return left?.length ? { ...state, runsToStop: left } : state;
}

function nextLook(
  config: EngineConfig,
  { state }: StageSnapshot,
  decisions: StageDecision[],
  { lookAgainAfterSeconds = Infinity }: HealthObservation,
): WorkOutcome {
  // A Promotion that runs has the Stage looked at when it ends; one that waits for days for a merge must cost nothing.
  const busy =
    (state.current.length > 0 && state.health.status !== 'Healthy') ||
    verificationHistory(state).some(it => !isVerificationOver(it)) ||
    Boolean(state.runsToStop);
  const timer = decisions.find(it => it.type === 'lookAgain');
  return {
    afterSeconds: Math.min(
      busy ? config.busyStageIntervalSeconds : config.stageIntervalSeconds,
      Math.max(lookAgainAfterSeconds, config.busyStageIntervalSeconds),
    ),
    at: timer && new Date(timer.at),
  };
}
