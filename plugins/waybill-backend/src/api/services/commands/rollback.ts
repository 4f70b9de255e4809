import { ConflictError } from '@backstage/errors';
import { PromotionView } from '@waybill/backstage-plugin-waybill-common';
import { Caller } from '../../Caller';
import { toPromotionView } from '../../views/toPromotionView';
import { findPipelineOrThrow } from '../findPipelineOrThrow';
import { loadStageOrThrow } from '../loadStageOrThrow';
import { rollbackTargetOf } from '../rollbackTargetOf';
import { RollbackRequest, StageTarget } from '../StageCommands';
import { assertHasRun } from './assertHasRun';
import { assertNothingRefuses } from './assertNothingRefuses';
import { CommandContext } from './CommandContext';
import { loadTarget } from './loadTarget';

export async function rollback(
  context: CommandContext,
  target: StageTarget,
  request: RollbackRequest,
  caller: Caller,
): Promise<PromotionView> {
  const { knex, engine } = context;
  const known = await findPipelineOrThrow(knex, target.entityRef);
  const loaded = await loadStageOrThrow(engine, known, target.stage);
  const id =
    request.freight ??
    (await rollbackTargetOf(knex, known.id, loaded.snapshot, request.origin));
  if (id === undefined) {
    throw new ConflictError(
      `There is nothing to roll ${target.stage} back to: no earlier Freight that ran and was verified here`,
    );
  }
  const { pipeline, snapshot, freight, now } = await loadTarget(
    context,
    target,
    id,
  );
  await assertHasRun(knex, pipeline.id, target.stage, freight);
  assertNothingRefuses(
    snapshot,
    freight,
    now,
    `rolled back to in ${target.stage}`,
    {
      rollback: true,
    },
  );
  const promotion = await engine.createPromotion({
    pipelineId: pipeline.id,
    stage: target.stage,
    freight: freight.id,
    actor: caller.actor,
    reason: request.reason,
    rollback: true,
  });
  return toPromotionView(promotion);
}
