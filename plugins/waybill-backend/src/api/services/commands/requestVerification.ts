import { ConflictError } from '@backstage/errors';
import {
  verificationHistory,
  verificationRequestProblem,
} from '@waybill/backstage-plugin-waybill-common';
import { databaseNow } from '../../../store/databaseNow';
import { appendAudit } from '../../../store/operations/audit/appendAudit';
import { lockStage } from '../../../store/operations/stages/lockStage';
import { saveStage } from '../../../store/operations/stages/saveStage';
import { Caller } from '../../Caller';
import { findPipelineOrThrow } from '../findPipelineOrThrow';
import { loadStageOrThrow } from '../loadStageOrThrow';
import { StageTarget } from '../StageCommands';
import { CommandContext } from './CommandContext';

/**
 * Has what a Stage runs verified again, or the verification that is under way ended; the engine does it. What is asked for twice is done
 * once.
 *
 * @throws ConflictError where there is nothing to verify or to end
 */
export async function requestVerification(
  { knex, engine }: CommandContext,
  target: StageTarget,
  type: 'reverify' | 'abort',
  { actor }: Caller,
) {
  const pipeline = await findPipelineOrThrow(knex, target.entityRef);
  const { snapshot } = await loadStageOrThrow(engine, pipeline, target.stage);
  const isPromoting = snapshot.promotions.some(it => it.phase === 'Running');
  const key = { pipelineId: pipeline.id, stage: target.stage };
  await knex.transaction(async tx => {
    const now = await databaseNow(tx);
    const state = await lockStage(tx, key);
    const problem = verificationRequestProblem(state, type, isPromoting);
    const [newest] = verificationHistory(state);
    if (problem !== undefined || !newest) {
      throw new ConflictError(problem);
    }
    await saveStage(tx, {
      pipelineId: pipeline.id,
      state: {
        ...state,
        verificationRequest: { type, id: newest.id, by: actor },
      },
    });
    await appendAudit(tx, {
      pipelineId: pipeline.id,
      entry: {
        actor,
        action:
          type === 'reverify'
            ? 'verification.requested'
            : 'verification.abort-requested',
        stage: target.stage,
        subject: newest.id,
        detail: {},
      },
      now,
    });
  });
  await engine.pokeStage(pipeline.id, target.stage);
}
