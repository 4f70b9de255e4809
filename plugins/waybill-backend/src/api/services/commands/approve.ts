import { InputError } from '@backstage/errors';
import { databaseNow } from '../../../store/databaseNow';
import { appendAudit } from '../../../store/operations/audit/appendAudit';
import { approveFreight } from '../../../store/operations/freight/approveFreight';
import { lockStage } from '../../../store/operations/stages/lockStage';
import { Caller } from '../../Caller';
import { StageTarget } from '../StageCommands';
import { CommandContext } from './CommandContext';
import { loadTarget } from './loadTarget';

/** Freight becomes available to a Stage without passing upstream. */
export async function approve(
  context: CommandContext,
  target: StageTarget,
  request: { freight: string; reason?: string },
  caller: Caller,
) {
  const { pipeline, snapshot, freight } = await loadTarget(
    context,
    target,
    request.freight,
  );
  if (
    !snapshot.stage.requestedFreight.some(
      it => it.origin.name === freight.warehouse,
    )
  ) {
    throw new InputError(
      `${target.stage} does not request Freight of the Warehouse ${freight.warehouse}, so approving it there would change nothing`,
    );
  }
  const { reason } = request;
  await context.knex.transaction(async tx => {
    const now = await databaseNow(tx);
    await lockStage(tx, { pipelineId: pipeline.id, stage: target.stage });
    const isNew = await approveFreight(tx, {
      pipelineId: pipeline.id,
      freight: freight.id,
      stage: target.stage,
      by: caller.actor,
      reason,
      now,
    });
    if (!isNew) return;
    await appendAudit(tx, {
      pipelineId: pipeline.id,
      entry: {
        actor: caller.actor,
        action: 'freight.approved',
        stage: target.stage,
        subject: freight.id,
        detail: { reason },
      },
      now,
    });
  });
  await context.engine.pokeStage(pipeline.id, target.stage);
}
