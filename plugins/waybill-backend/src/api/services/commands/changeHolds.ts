import { ConflictError } from '@backstage/errors';
import {
  autoPromotionEnabled,
  Hold,
  StageState,
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

/** Replaces a Stage's holds on auto-promotion by what `change` makes of its state. */
export async function changeHolds(
  { knex, engine }: CommandContext,
  target: StageTarget,
  caller: Caller,
  options: {
    action: 'stage.held' | 'stage.resumed';
    detail: { origin?: string; reason?: string };
    change: (state: StageState, now: Date) => Hold[];
  },
) {
  const pipeline = await findPipelineOrThrow(knex, target.entityRef);
  const { snapshot } = await loadStageOrThrow(engine, pipeline, target.stage);
  if (!autoPromotionEnabled(snapshot.promotionPolicies, snapshot.stage)) {
    throw new ConflictError(
      `Auto-promotion is not on in ${target.stage}, so there is nothing to hold`,
    );
  }
  const { action, detail, change } = options;
  await knex.transaction(async tx => {
    const now = await databaseNow(tx);
    const state = await lockStage(tx, {
      pipelineId: pipeline.id,
      stage: target.stage,
    });
    await saveStage(tx, {
      pipelineId: pipeline.id,
      state: { ...state, holds: change(state, now) },
    });
    await appendAudit(tx, {
      pipelineId: pipeline.id,
      entry: { actor: caller.actor, action, stage: target.stage, detail },
      now,
    });
  });
  await engine.pokeStage(pipeline.id, target.stage);
}
