import { freightGates } from '@waybill/backstage-plugin-waybill-common';
import { abort } from './commands/abort';
import { approve } from './commands/approve';
import { assertHasRun } from './commands/assertHasRun';
import { changeHolds } from './commands/changeHolds';
import { CommandContext } from './commands/CommandContext';
import { hold } from './commands/hold';
import { loadTarget } from './commands/loadTarget';
import { promote } from './commands/promote';
import { review } from './commands/review';
import { refreshWarehouse } from './commands/refreshWarehouse';
import { requestVerification } from './commands/requestVerification';
import { retry } from './commands/retry';
import { rollback } from './commands/rollback';
import { findPipelineOrThrow } from './findPipelineOrThrow';
import { loadStageOrThrow } from './loadStageOrThrow';
import { StageCommands } from './StageCommands';

/** Commands that know nothing of permissions; refused by gates alone. */
export function createStageCommands(context: CommandContext): StageCommands {
  const { knex, engine, previewer } = context;
  return {
    approve: (target, request, caller) =>
      approve(context, target, request, caller),
    promote: (target, request, caller) =>
      promote(context, target, request, caller),
    rollback: (target, request, caller) =>
      rollback(context, target, request, caller),
    hold: (target, request, caller) => hold(context, target, request, caller),
    abort: (id, request, caller) => abort(context, id, request, caller),
    retry: (id, request, caller) => retry(context, id, request, caller),
    review: (id, request, caller) => review(context, id, request, caller),
    refreshWarehouse: target => refreshWarehouse(context, target),

    resume: (target, { origin }, caller) =>
      changeHolds(context, target, caller, {
        action: 'stage.resumed',
        detail: { origin },
        change: () => [],
      }),

    verify: (target, caller) =>
      requestVerification(context, target, 'reverify', caller),
    abortVerification: (target, caller) =>
      requestVerification(context, target, 'abort', caller),

    async preview(target, request, caller) {
      const loaded = await loadTarget(context, target, request.freight);
      const { pipeline, snapshot, freight, now } = loaded;
      const { rollback: isRollback = false } = request;
      if (isRollback) {
        await assertHasRun(knex, pipeline.id, target.stage, freight);
      }
      const how = { rollback: isRollback };
      return {
        stage: target.stage,
        freight: freight.id,
        gates: freightGates(snapshot, freight.id, now, how),
        ...(await previewer(pipeline, snapshot, freight, caller, how)),
      };
    },

    async refreshStage(target) {
      const pipeline = await findPipelineOrThrow(knex, target.entityRef);
      await loadStageOrThrow(engine, pipeline, target.stage);
      await engine.pokeStage(pipeline.id, target.stage);
    },

    async refreshPipeline(entityRef) {
      const pipeline = await findPipelineOrThrow(knex, entityRef);
      await engine.pokePipeline(pipeline.id);
    },
  };
}
