import {
  StageDecision,
  StageSnapshot,
  StageState,
} from '@waybill/backstage-plugin-waybill-common';
import { IdsPort } from '../../ports';
import { PipelineRecord } from '../../store/PipelineRecord';
import { appendAudit } from '../../store/operations/audit/appendAudit';
import { markVerified } from '../../store/operations/freight/markVerified';
import { releaseLocks } from '../../store/operations/locks/releaseLocks';
import { takeLocks } from '../../store/operations/locks/takeLocks';
import { getPromotion } from '../../store/operations/promotions/getPromotion';
import { saveWaiting } from '../../store/operations/promotions/saveWaiting';
import { startPromotion } from '../../store/operations/promotions/startPromotion';
import { markHistoryVerified } from '../../store/operations/stages/markHistoryVerified';
import { createPromotion } from '../promotions/createPromotion';
import { finishPromotion } from '../promotions/finishPromotion';
import { EngineTransaction } from '../transact';
import { keepVerification } from './keepVerification';
import { stagesBehind } from './stagesBehind';

/** Who acts when a rule of the platform does. */
const AUTO_PROMOTION = { type: 'policy', ref: 'auto-promotion' } as const;
const AUTOMATIC_ROLLBACK = {
  type: 'policy',
  ref: 'automatic-rollback',
} as const;
const VERIFICATION = { type: 'policy', ref: 'verification' } as const;

/** Does what was decided on a Stage, in the transaction that locked it; answers its state from then on. */
export async function carryOut(
  transaction: EngineTransaction,
  options: {
    ids: IdsPort;
    pipeline: PipelineRecord;
    snapshot: StageSnapshot;
    state: StageState;
    decision: StageDecision;
  },
): Promise<StageState> {
  const { tx, now, poke } = transaction;
  const { pipeline, snapshot, state, decision } = options;
  const pipelineId = pipeline.id;
  const stage = snapshot.stage.name;

  switch (decision.type) {
    case 'start': {
      const { promotion: id, collection } = decision;
      const groups = snapshot.stage.queue?.lockGroups ?? [];
      if (
        !(await takeLocks(tx, { pipelineId, groups, promotion: id, stage }))
      ) {
        // Another Stage was faster by a moment; the next look sees what it has.
        poke({ kind: 'stage', pipelineId, name: stage });
      } else if (await startPromotion(tx, { id, collection, now })) {
        poke({ kind: 'promotion', pipelineId, name: id });
      } else {
        await releaseLocks(tx, { promotion: id });
      }
      return state;
    }
    case 'supersede': {
      const promotion = await getPromotion(tx, { id: decision.promotion });
      return promotion
        ? finishPromotion(transaction, {
            pipeline,
            promotion,
            state,
            end: {
              phase: 'Aborted',
              message: `Superseded by ${decision.by} before it started: the newest promotion wins in ${stage}`,
            },
          })
        : state;
    }
    case 'wait':
      if (!isToldAlready(snapshot, decision)) {
        await saveWaiting(tx, {
          id: decision.promotion,
          message: decision.gates.map(gate => gate.message).join('; '),
          gates: decision.gates,
        });
      }
      return state;
    case 'refuse': {
      const promotion = await getPromotion(tx, { id: decision.promotion });
      return promotion
        ? finishPromotion(transaction, {
            pipeline,
            promotion,
            state,
            end: {
              phase: 'Failed',
              message: `It may not start: ${decision.gates
                .map(gate => gate.message)
                .join('; ')}`,
            },
          })
        : state;
    }
    case 'followVerification': {
      const { verification, stop } = decision;
      return keepVerification(transaction, {
        pipelineId,
        state,
        verification,
        stop,
      });
    }
    case 'verify': {
      await verify(transaction, pipelineId, stage, decision.freight);
      if (state.lastPromotion) {
        await markHistoryVerified(tx, {
          pipelineId,
          stage,
          promotion: state.lastPromotion.id,
        });
      }
      // Those behind may take it now.
      poke(...stagesBehind(pipeline.definition, pipelineId, stage));
      return keepVerification(transaction, {
        pipelineId,
        state,
        verification: decision.verification,
        stop: false,
      });
    }
    case 'pass':
      await verify(transaction, pipelineId, stage, decision.freight);
      poke(...stagesBehind(pipeline.definition, pipelineId, stage));
      return state;
    case 'promote':
      await createPromotion(transaction, {
        ids: options.ids,
        pipelineId,
        snapshot,
        freight: decision.freight,
        actor: AUTO_PROMOTION,
        rollback: false,
      });
      return state;
    case 'rollback': {
      const { freight, origin, failed, reason } = decision;
      await createPromotion(transaction, {
        ids: options.ids,
        pipelineId,
        snapshot,
        freight,
        actor: AUTOMATIC_ROLLBACK,
        reason,
        rollback: true,
      });
      const before = (state.rolledAwayFrom ?? []).filter(
        it => it.freight !== failed.freight,
      );
      return {
        ...state,
        rolledAwayFrom: [
          ...before,
          { ...failed, origin, at: now.toISOString() },
        ],
      };
    }
    case 'clearHold':
      await appendAudit(tx, {
        pipelineId,
        now,
        entry: {
          actor: AUTO_PROMOTION,
          action: 'stage.hold-cleared',
          stage,
          subject: decision.origin,
          detail: {},
        },
      });
      return {
        ...state,
        holds: state.holds.filter(hold => hold.origin !== decision.origin),
      };
    case 'lookAgain':
      return state;
    default:
      throw new Error(
        `Expected a decision that the engine knows, found ${JSON.stringify(
          decision satisfies never,
        )}`,
      );
  }
}

/** A long queue is looked at often and changes little. */
function isToldAlready(
  { promotions }: StageSnapshot,
  { promotion, gates }: StageDecision & { type: 'wait' },
): boolean {
  const told = promotions.find(it => it.id === promotion)?.waitsFor;
  return JSON.stringify(told) === JSON.stringify(gates);
}

async function verify(
  { tx, now }: EngineTransaction,
  pipelineId: string,
  stage: string,
  freight: string[],
): Promise<void> {
  for (const id of freight) {
    if (await markVerified(tx, { pipelineId, freight: id, stage, now })) {
      await appendAudit(tx, {
        pipelineId,
        now,
        entry: {
          actor: VERIFICATION,
          action: 'freight.verified',
          stage,
          subject: id,
          detail: {},
        },
      });
    }
  }
}
