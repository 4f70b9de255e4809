import {
  Hold,
  StageSnapshot,
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
import { assertRequested } from './assertRequested';
import { CommandContext } from './CommandContext';

/** Replaces a Stage's holds on auto-promotion, of one origin or of all, by what `change` makes of its state. */
export async function changeHolds(
  { knex, engine }: CommandContext,
  target: StageTarget,
  caller: Caller,
  options: {
    action: 'stage.held' | 'stage.resumed';
    detail: { origin?: string; reason?: string };
    /** The holds of the origins in question from now on. */
    change: (state: StageState, now: Date, snapshot: StageSnapshot) => Hold[];
  },
) {
  const pipeline = await findPipelineOrThrow(knex, target.entityRef);
  const { snapshot } = await loadStageOrThrow(engine, pipeline, target.stage);
  const { action, detail, change } = options;
  const { origin } = detail;
  assertRequested(snapshot, origin);
  await knex.transaction(async tx => {
    const now = await databaseNow(tx);
    const state = await lockStage(tx, {
      pipelineId: pipeline.id,
      stage: target.stage,
    });
    const others = state.holds.filter(it => origin && it.origin !== origin);
    const holds = [...others, ...change(state, now, snapshot)];
    // Who resumes says that what was rolled away from by itself may come again.
    const again = action === 'stage.resumed' && {
      rolledAwayFrom: (state.rolledAwayFrom ?? []).filter(
        it => origin !== undefined && it.origin !== origin,
      ),
    };
    await saveStage(tx, {
      pipelineId: pipeline.id,
      state: { ...state, holds, ...again },
    });
    await appendAudit(tx, {
      pipelineId: pipeline.id,
      entry: { actor: caller.actor, action, stage: target.stage, detail },
      now,
    });
  });
  await engine.pokeStage(pipeline.id, target.stage);
}
