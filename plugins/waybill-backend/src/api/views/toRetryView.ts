import {
  PromotionRecord,
  resumePoint,
  retryProblem,
  RetryView,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';

/** How a Promotion can be tried again; undefined where there is nothing to try again: it is under way, or succeeded. */
export function toRetryView(
  promotion: PromotionRecord,
  snapshot: StageSnapshot | undefined,
): RetryView | undefined {
  if (!promotion.finishedAt || promotion.phase === 'Succeeded') {
    return undefined;
  }
  const step = promotion.steps[resumePoint(promotion)];
  return {
    step: step?.as ?? null,
    failedStep: retryProblem(promotion, 'failed-step', snapshot) ?? null,
    start: retryProblem(promotion, 'start', snapshot) ?? null,
  };
}
