import { ConflictError, NotFoundError } from '@backstage/errors';
import { PromotionView } from '@waybill/backstage-plugin-waybill-common';
import { outsideEffects } from '../../../promotion/effects/outsideEffects';
import { databaseNow } from '../../../store/databaseNow';
import { appendAudit } from '../../../store/operations/audit/appendAudit';
import { getPromotion } from '../../../store/operations/promotions/getPromotion';
import { requestAbort } from '../../../store/operations/promotions/requestAbort';
import { lockStage } from '../../../store/operations/stages/lockStage';
import { Caller } from '../../Caller';
import { toPromotionView } from '../../views/toPromotionView';
import { CommandContext } from './CommandContext';

/**
 * Asks a Promotion to stop before its next effect, and says what it has done so far, which stays. Asking twice is fine; asking one that
 * has ended is a conflict.
 */
export async function abort(
  { knex, engine, isFileStep }: CommandContext,
  id: string,
  request: { reason?: string },
  caller: Caller,
): Promise<PromotionView> {
  const promotion = await getPromotion(knex, { id });
  if (!promotion) throw new NotFoundError(`No Promotion '${id}'`);
  const { pipelineId, stage } = promotion;
  const { reason } = request;
  await knex.transaction(async tx => {
    const now = await databaseNow(tx);
    await lockStage(tx, { pipelineId, stage });
    if (await requestAbort(tx, { id, by: caller.actor, reason, now })) {
      await appendAudit(tx, {
        pipelineId,
        entry: {
          actor: caller.actor,
          action: 'promotion.abort-requested',
          stage,
          subject: id,
          detail: { reason },
        },
        now,
      });
    }
  });
  const after = (await getPromotion(knex, { id })) ?? promotion;
  if (!after.abortRequested) {
    throw new ConflictError(`The Promotion has ended already: ${after.phase}`);
  }
  await engine.pokePromotion(id);
  await engine.pokeStage(pipelineId, stage);
  return {
    ...toPromotionView(after),
    effects: outsideEffects(after, isFileStep),
  };
}
