import {
  freightGates,
  Gate,
  PromotionRecord,
} from '@waybill/backstage-plugin-waybill-common';
import { PromotionAdvance, PromotionJournal } from '../../ports';
import { createMetadata } from '../../freight/createMetadata';
import { getFreight } from '../../store/operations/freight/getFreight';
import { getPipeline } from '../../store/operations/pipelines/getPipeline';
import { addHealthChecks } from '../../store/operations/promotions/addHealthChecks';
import { getHealthChecks } from '../../store/operations/promotions/getHealthChecks';
import { getPromotion } from '../../store/operations/promotions/getPromotion';
import { noteStep } from '../../store/operations/promotions/noteStep';
import { saveStep } from '../../store/operations/promotions/saveStep';
import { saveWaiting } from '../../store/operations/promotions/saveWaiting';
import { lockStage } from '../../store/operations/stages/lockStage';
import { saveStage } from '../../store/operations/stages/saveStage';
import { PipelineRecord } from '../../store/PipelineRecord';
import { Handler, WorkOutcome, WorkTurn } from '../Handler';
import { finishPromotion } from '../promotions/finishPromotion';
import { watchForAbort } from '../promotions/watchForAbort';
import { findStage } from '../stages/findStage';
import { identityOf } from '../stages/identityOf';
import { loadStageSnapshot } from '../stages/loadStageSnapshot';
import { transact } from '../transact';

/**
 * One turn of a running Promotion: lets the runner go on until it waits or ends, and puts down which. Every write is
 * fenced by the claim.
 */
export const handlePromotion: Handler = async turn => {
  const { item, context } = turn;
  const promotion = await getPromotion(context.knex, { id: item.name });
  if (promotion?.phase !== 'Running') {
    return {};
  }
  const pipeline = await getPipeline(context.knex, {
    id: promotion.pipelineId,
  });
  if (!pipeline) {
    throw new Error(`Promotion ${promotion.id} belongs to no pipeline`);
  }
  const running = { promotion, pipeline };
  const advance = await advanceOnce(turn, running);
  if (advance === 'abort requested') {
    return { afterSeconds: 0 };
  }
  if (advance.type === 'waiting') {
    return transact(context, item, async ({ tx, conclude }) => {
      await saveWaiting(tx, {
        id: promotion.id,
        message: advance.message,
        gates: advance.gates ?? [],
      });
      return conclude({ at: advance.at });
    });
  }
  return finish(turn, running, advance);
};

/** A Promotion whose turn it is; nobody else writes to it meanwhile. */
interface Running {
  promotion: PromotionRecord;
  pipeline: PipelineRecord;
}

async function advanceOnce(
  turn: WorkTurn,
  { promotion, pipeline }: Running,
): Promise<PromotionAdvance | 'abort requested'> {
  const { context, item, logger } = turn;
  const { knex, ports } = context;
  const { pipelineId } = promotion;
  const abort = watchForAbort(context, promotion, turn.signal);
  try {
    return await ports.runner.advance({
      promotion,
      freight: await getFreight(knex, {
        pipelineId,
        ids: Object.values(promotion.collection ?? {}),
      }),
      journal: journalOf(turn, promotion),
      ports: {
        ...ports.authority.portsFor(
          // The project it was made under; the pipeline's may have changed since.
          { ...identityOf(pipeline), project: promotion.project },
          promotion.stage,
        ),
        metadata: createMetadata({
          knex,
          pipelineId,
          writes: {
            actor: promotion.createdBy,
            transact: work =>
              transact(context, item, ({ tx, now }) => work(tx, now)),
          },
        }),
      },
      values: ports.authority.valuesFor(identityOf(pipeline)),
      gatesNow: () => gatesNow(turn, promotion),
      now: await context.clock.now(knex),
      signal: abort.signal,
      logger,
    });
  } catch (error) {
    if (abort.requested() && !turn.signal.aborted) {
      logger.info(`${item.id} is to be aborted: its step was stopped`);
      return 'abort requested';
    }
    throw error;
  } finally {
    abort.stop();
  }
}

/** What a step does outside follows upon something that it has put down; by then the claim must still be held. */
function journalOf(
  { context, item, confirmClaim }: WorkTurn,
  { id: promotionId }: PromotionRecord,
): PromotionJournal {
  return {
    async saveStep(position, patch) {
      const { knex } = context;
      await saveStep(knex, { claim: item, promotionId, position, patch });
      await confirmClaim();
    },
    addHealthChecks: checks =>
      transact(context, item, ({ tx }) =>
        addHealthChecks(tx, { promotionId, checks }),
      ),
    async note(position, patch) {
      await transact(context, item, ({ tx }) =>
        noteStep(tx, { promotionId, position, patch }),
      );
      await confirmClaim();
    },
  };
}

/** Why a running Promotion may not go on: by what is defined and granted at this moment. */
async function gatesNow(
  { context }: WorkTurn,
  promotion: PromotionRecord,
): Promise<Gate[]> {
  const { pipelineId, stage: name, freight, id, rollback } = promotion;
  return context.knex.transaction(async tx => {
    const found = await findStage(tx, { pipelineId, stage: name });
    if (!found) {
      return [
        {
          code: 'PipelineUnavailable',
          message: `${name} is no longer defined; the promotion goes on when it is back`,
          effect: 'wait',
        },
      ];
    }
    const snapshot = await loadStageSnapshot(tx, {
      ...found,
      authority: context.ports.authority,
    });
    return freightGates(snapshot, freight, await context.clock.now(tx), {
      promotion: id,
      rollback,
    });
  });
}

async function finish(
  { context, item }: WorkTurn,
  { promotion, pipeline }: Running,
  end: PromotionAdvance & { type: 'finished' },
): Promise<WorkOutcome> {
  const { id, pipelineId, stage } = promotion;
  return transact(context, item, async transaction => {
    const { tx, conclude } = transaction;
    const state = await lockStage(tx, { pipelineId, stage });
    await saveStage(tx, {
      pipelineId,
      state: await finishPromotion(transaction, {
        pipeline,
        promotion: {
          ...promotion,
          // Its steps have registered some meanwhile.
          healthChecks: await getHealthChecks(tx, { id }),
        },
        state,
        end: { phase: end.phase, message: end.message },
      }),
    });
    return conclude({});
  });
}
