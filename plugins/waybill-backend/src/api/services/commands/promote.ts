import { PromotionView } from '@waybill/backstage-plugin-waybill-common';
import { Caller } from '../../Caller';
import { toPromotionView } from '../../views/toPromotionView';
import { PromoteRequest, StageTarget } from '../StageCommands';
import { assertAsPreviewed } from './assertAsPreviewed';
import { assertNothingRefuses } from './assertNothingRefuses';
import { CommandContext } from './CommandContext';
import { loadTarget } from './loadTarget';

export async function promote(
  context: CommandContext,
  target: StageTarget,
  request: PromoteRequest,
  caller: Caller,
): Promise<PromotionView> {
  const { engine, previewer } = context;
  const { pipeline, snapshot, freight, now } = await loadTarget(
    context,
    target,
    request.freight,
  );
  const wanted = {
    pipelineId: pipeline.id,
    stage: target.stage,
    freight: freight.id,
    actor: caller.actor,
    reason: request.reason,
    rollback: false,
    idempotencyKey: request.idempotencyKey,
  };
  const repeated = await engine.findRepeated(wanted);
  if (repeated) return toPromotionView(repeated);

  assertNothingRefuses(snapshot, freight, now, `promoted to ${target.stage}`);
  if (request.preview !== undefined) {
    const plan = await previewer(pipeline, snapshot, freight, caller);
    assertAsPreviewed(plan, request.preview);
  }
  return toPromotionView(await engine.createPromotion(wanted));
}
