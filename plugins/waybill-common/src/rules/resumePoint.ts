import { PromotionRecord } from '../model/Promotion';

/**
 * The step at which a retry goes on: the first that neither succeeded, nor was skipped, nor was allowed to fail. Those before it stay as
 * they are; it and those behind it, also what ran because it failed, are done anew. As many as there are steps: all are done.
 * @public
 */
export function resumePoint({
  steps,
  stepStates,
}: Pick<PromotionRecord, 'steps' | 'stepStates'>): number {
  const index = steps.findIndex((step, at) => {
    const state = stepStates[at];
    const isDone =
      state?.finishedAt !== undefined &&
      (state.status === 'Succeeded' ||
        state.status === 'Skipped' ||
        (step.continueOnError === true && state.status !== 'Aborted'));
    return !isDone;
  });
  return index < 0 ? steps.length : index;
}
