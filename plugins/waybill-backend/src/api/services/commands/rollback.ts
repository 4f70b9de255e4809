import { ConflictError, InputError } from '@backstage/errors';
import {
  originOf,
  PromotionView,
} from '@waybill/backstage-plugin-waybill-common';
import { Caller } from '../../Caller';
import { toPromotionView } from '../../views/toPromotionView';
import { findPipelineOrThrow } from '../findPipelineOrThrow';
import { loadStageOrThrow } from '../loadStageOrThrow';
import { listRecentHistory } from '../listRecentHistory';
import { rollbackTargetOf } from '../rollbackTargetOf';
import { RollbackRequest, StageTarget } from '../StageCommands';
import { assertAsPreviewed } from './assertAsPreviewed';
import { assertHasRun } from './assertHasRun';
import { assertNothingRefuses } from './assertNothingRefuses';
import { assertRequested } from './assertRequested';
import { CommandContext } from './CommandContext';
import { loadTarget } from './loadTarget';

export async function rollback(
  context: CommandContext,
  target: StageTarget,
  request: RollbackRequest,
  caller: Caller,
): Promise<PromotionView> {
  const { knex, engine } = context;
  const { origin } = request;
  const base = {
    pipelineId: (await findPipelineOrThrow(knex, target.entityRef)).id,
    stage: target.stage,
    actor: caller.actor,
    reason: request.reason,
    rollback: true,
    idempotencyKey: request.idempotencyKey,
    asked: request.freight === undefined ? choiceOf(origin) : undefined,
  };
  if (request.freight === undefined) {
    // Asked again, the choice would be another one: it would go back twice.
    const repeated = await engine.findRepeated(base);
    if (repeated) return toPromotionView(repeated);
  }
  const id = request.freight ?? (await defaultTarget(context, target, origin));
  const { pipeline, snapshot, freight, now } = await loadTarget(
    context,
    target,
    id,
  );
  const wanted = { ...base, freight: freight.id };
  const repeated = await engine.findRepeated(wanted);
  if (repeated) return toPromotionView(repeated);
  if (origin !== undefined && originOf(freight.warehouse) !== origin) {
    throw new InputError(
      `${freight.alias} comes from ${originOf(
        freight.warehouse,
      )}, not from ${origin}`,
    );
  }
  await assertHasRun(knex, pipeline.id, target.stage, freight);
  assertNothingRefuses(
    snapshot,
    freight,
    now,
    `rolled back to in ${target.stage}`,
    { rollback: true },
  );
  if (request.preview !== undefined) {
    assertAsPreviewed(
      await context.previewer(pipeline, snapshot, freight, caller, {
        rollback: true,
      }),
      request.preview,
    );
  }
  return toPromotionView(await engine.createPromotion(wanted));
}

/** What a request without Freight asks for, whatever it comes to. */
function choiceOf(origin: string | undefined): string {
  return `what ran before, of ${origin ?? 'any origin'}`;
}

/** What a rollback without a choice brings back. @throws ConflictError when there is nothing */
async function defaultTarget(
  { knex, engine }: CommandContext,
  target: StageTarget,
  origin: string | undefined,
): Promise<string> {
  const pipeline = await findPipelineOrThrow(knex, target.entityRef);
  const { snapshot } = await loadStageOrThrow(engine, pipeline, target.stage);
  assertRequested(snapshot, origin);
  const history = await listRecentHistory(knex, pipeline.id, target.stage);
  const id = await rollbackTargetOf(
    knex,
    pipeline.id,
    snapshot,
    history,
    origin,
  );
  if (id === undefined) {
    throw new ConflictError(
      `There is nothing to roll ${target.stage} back to${
        origin ? ` of ${origin}` : ''
      }: no earlier Freight that ran and was verified here`,
    );
  }
  return id;
}
