import { PromotionRecord, PromotionStepState } from '../model/Promotion';
import { resumePoint } from './resumePoint';

/**
 * The steps' states with which a retry from the failed step begins: what was done stays done, with its outputs and what it noted, and
 * says which Promotion ran it; all else has its turn yet to come.
 * @public
 */
export function carriedSteps(
  promotion: Pick<
    PromotionRecord,
    'id' | 'createdBy' | 'reason' | 'steps' | 'stepStates'
  >,
): PromotionStepState[] {
  const { id, createdBy, reason, steps, stepStates } = promotion;
  const resumesAt = resumePoint(promotion);
  return steps.map((step, index) =>
    index < resumesAt
      ? {
          ...stepStates[index],
          ranBy: stepStates[index].ranBy ?? {
            promotion: id,
            actor: createdBy,
            ...(reason === undefined ? {} : { reason }),
          },
        }
      : {
          alias: step.as,
          uses: step.uses,
          status: 'Pending',
          errorCount: 0,
          record: {},
        },
  );
}
