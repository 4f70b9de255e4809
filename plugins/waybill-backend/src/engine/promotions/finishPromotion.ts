import {
  FreightCollection,
  Hold,
  PromotionRecord,
  RolledAwayFrom,
  StageState,
} from '@waybill/backstage-plugin-waybill-common';
import { PipelineRecord } from '../../store/PipelineRecord';
import { appendAudit } from '../../store/operations/audit/appendAudit';
import { enterStage } from '../../store/operations/freight/enterStage';
import { leaveStage } from '../../store/operations/freight/leaveStage';
import { endPromotion } from '../../store/operations/promotions/endPromotion';
import { releaseLocks } from '../../store/operations/locks/releaseLocks';
import { appendHistory } from '../../store/operations/stages/appendHistory';
import { stagesBehind } from '../stages/stagesBehind';
import { stagesSharing } from '../stages/stagesSharing';
import { EngineTransaction } from '../transact';
import { supersedeVerification } from './supersedeVerification';

/** How a Promotion ended. */
export interface PromotionEnd {
  phase: 'Succeeded' | 'Failed' | 'Errored' | 'Aborted';
  message: string;
}

/**
 * Ends a Promotion, and with it changes what its Stage runs, in one transaction. Answers the Stage's state from then
 * on, for the caller, who has locked it, to save; the Promotion had ended already: the state as it was.
 *
 * @remarks One that never started leaves what the Stage remembers of its last Promotion alone: what runs must still
 * be verified. Every terminal phase but Aborted applies what the Promotion said about auto-promotion.
 */
export async function finishPromotion(
  transaction: EngineTransaction,
  options: {
    pipeline: PipelineRecord | undefined;
    promotion: PromotionRecord;
    state: StageState;
    end: PromotionEnd;
  },
): Promise<StageState> {
  const { tx, now, poke } = transaction;
  const { pipeline, promotion, end } = options;
  const { pipelineId, stage } = promotion;
  if (!(await endPromotion(tx, { id: promotion.id, ...end, now }))) {
    return options.state;
  }
  let state = options.state;
  if (end.phase !== 'Aborted') {
    state = {
      ...state,
      holds: holdsAfter(state.holds, promotion, now),
      ...(state.rolledAwayFrom && {
        rolledAwayFrom: rolledAwayAfter(state.rolledAwayFrom, promotion),
      }),
    };
  }
  if (promotion.collection) {
    const released = await releaseLocks(tx, { promotion: promotion.id });
    poke(...stagesSharing(pipeline?.definition, pipelineId, released));
    state = await supersedeVerification(transaction, {
      promotion,
      collection: promotion.collection,
      state,
      phase: end.phase,
    });
    state = {
      ...state,
      lastPromotion: {
        id: promotion.id,
        phase: end.phase,
        freight: promotion.freight,
        collection: promotion.collection,
        finishedAt: now.toISOString(),
      },
    };
    if (end.phase === 'Succeeded') {
      state = await takeOver(
        transaction,
        promotion,
        promotion.collection,
        state,
      );
      poke(...stagesBehind(pipeline?.definition, pipelineId, stage));
    }
  }
  await appendAudit(tx, {
    pipelineId,
    now,
    entry: {
      actor: promotion.createdBy,
      action: `promotion.${end.phase.toLocaleLowerCase('en-US')}`,
      stage,
      subject: promotion.id,
      detail: { freight: promotion.freight, message: end.message },
    },
  });
  poke({ kind: 'stage', pipelineId, name: stage });
  return state;
}

/** The Stage runs the Promotion's collection from now on, and has to be found healthy and verified anew. */
async function takeOver(
  { tx, now }: EngineTransaction,
  promotion: PromotionRecord,
  collection: FreightCollection,
  state: StageState,
): Promise<StageState> {
  const { pipelineId, stage } = promotion;
  const before = new Map(state.current.map(it => [it.freight, it]));
  const staying = new Set(Object.values(collection));
  for (const { freight } of state.current) {
    if (!staying.has(freight)) {
      await leaveStage(tx, { pipelineId, stage, freight, now });
    }
  }
  for (const freight of staying) {
    await enterStage(tx, { pipelineId, stage, freight, now });
  }
  await appendHistory(tx, {
    pipelineId,
    stage,
    entry: {
      collection,
      promotion: promotion.id,
      freight: promotion.freight,
      rollback: promotion.rollback,
      at: now.toISOString(),
      verified: false,
    },
  });
  const checked = promotion.healthChecks.length > 0;
  const { verificationRequest: _, ...kept } = state;
  return {
    ...kept,
    current: Object.entries(collection).map(([origin, freight]) => ({
      origin,
      freight,
      since: before.get(freight)?.since ?? now.toISOString(),
      promotion:
        freight === promotion.freight
          ? promotion.id
          : before.get(freight)?.promotion ?? promotion.id,
    })),
    verification: { phase: 'Pending' },
    healthChecks: promotion.healthChecks,
    health: checked
      ? {
          status: 'Unknown',
          issues: ['Not looked at since the promotion ended'],
        }
      : { status: 'Healthy', issues: [] },
    sync: { status: checked ? 'Unknown' : 'NotApplicable' },
  };
}

/** Whoever promotes Freight by hand that was rolled away from by itself lets it come here by itself again. */
function rolledAwayAfter(
  rolledAwayFrom: RolledAwayFrom[],
  { createdBy, freight }: PromotionRecord,
): RolledAwayFrom[] {
  return rolledAwayFrom.filter(
    it => it.freight !== freight || createdBy.type === 'policy',
  );
}

function holdsAfter(
  holds: Hold[],
  promotion: PromotionRecord,
  now: Date,
): Hold[] {
  const { origin, holdIntent, rollback } = promotion;
  const others = holds.filter(hold => hold.origin !== origin);
  if (holdIntent === 'resume') {
    return others;
  }
  if (holdIntent === 'hold' || rollback) {
    return [
      ...others,
      {
        origin,
        freight: promotion.freight,
        reason:
          promotion.reason ??
          (rollback
            ? 'rolled back'
            : 'promoted by hand, not what auto-promotion would have chosen'),
        by: promotion.createdBy,
        createdAt: now.toISOString(),
        promotion: promotion.id,
      },
    ];
  }
  return holds;
}
