import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  ApprovalRules,
  mayApprove,
  PromotionRecord,
  PromotionStepState,
  PromotionView,
  ReviewRequest,
  stepName,
} from '@waybill/backstage-plugin-waybill-common';
import { databaseNow } from '../../../store/databaseNow';
import { appendAudit } from '../../../store/operations/audit/appendAudit';
import { getPromotion } from '../../../store/operations/promotions/getPromotion';
import { appendReview } from '../../../store/operations/reviews/appendReview';
import { listPromotionReviews } from '../../../store/operations/reviews/listPromotionReviews';
import { lockStage } from '../../../store/operations/stages/lockStage';
import { Caller } from '../../Caller';
import { toPromotionView } from '../../views/toPromotionView';
import { CommandContext } from './CommandContext';

/** Signs or rejects a Promotion whose step asks for it. Saying the same again changes nothing; the last word counts. */
export async function review(
  context: CommandContext,
  id: string,
  request: ReviewRequest,
  caller: Caller,
): Promise<PromotionView> {
  const { knex, engine } = context;
  const ownershipEntityRefs = await context.ownershipOf(caller);
  const { decision, reason } = request;
  const user = caller.actor.ref;
  const found = await getPromotion(knex, { id });
  if (!found) throw new NotFoundError(`No Promotion '${id}'`);
  const { pipelineId, stage } = found;
  await knex.transaction(async tx => {
    const now = await databaseNow(tx);
    await lockStage(tx, { pipelineId, stage });
    const promotion = (await getPromotion(tx, { id })) ?? found;
    const { step, rules } = askingStep(promotion, request.step);
    if (!mayApprove(rules, { user, ownershipEntityRefs })) {
      throw new NotAllowedError(
        user === rules.excluded
          ? `${user} asked for this Promotion; step ${stepName(
              step,
            )} wants the word of somebody else`
          : `Step ${stepName(step)} does not ask ${user}, but ${rules.approvers
              .map(({ role, value }) => role ?? value)
              .join(', ')}`,
      );
    }
    const isNew = await appendReview(tx, {
      promotion: id,
      alias: step.alias,
      user,
      decision,
      reason,
      ownershipEntityRefs,
      now,
    });
    if (!isNew) return;
    await appendAudit(tx, {
      pipelineId,
      entry: {
        actor: caller.actor,
        action:
          decision === 'approve' ? 'promotion.approved' : 'promotion.rejected',
        stage,
        subject: id,
        detail: { step: step.alias, reason },
      },
      now,
    });
  });
  await engine.pokePromotion(id);
  return {
    ...toPromotionView((await getPromotion(knex, { id })) ?? found),
    reviews: await listPromotionReviews(knex, { id }),
  };
}

/** The step that waits for signatures, and what it has noted that it asks for. */
function askingStep(
  { phase, stepStates, abortRequested }: PromotionRecord,
  wanted: string | undefined,
): { step: PromotionStepState; rules: ApprovalRules } {
  const step = stepStates.find(
    ({ status, record, alias }) =>
      status === 'Running' &&
      record.asksFor &&
      (wanted === undefined || wanted === alias),
  );
  if (phase !== 'Running' || abortRequested || !step) {
    throw new ConflictError(
      `No step${
        wanted === undefined ? '' : ` ${stepName({ alias: wanted })}`
      } of this Promotion waits for approval; it is ${phase}`,
    );
  }
  return {
    step,
    rules: step.record.asksFor as unknown as ApprovalRules,
  };
}
