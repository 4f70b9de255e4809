import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  carriedSteps,
  PromotionRecord,
  RetryFrom,
  retryProblem,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { getPromotion } from '../../store/operations/promotions/getPromotion';

/** What a Promotion will do, and how much of it is done. */
export type PromotionPlanCopy = Pick<
  PromotionRecord,
  | 'shard'
  | 'vars'
  | 'steps'
  | 'stepStates'
  | 'healthChecks'
  | 'retryOf'
  | 'retryFrom'
>;

/**
 * What is copied into a new Promotion: its Stage's steps as they are defined now, or, for a retry from the failed step, those of the
 * Promotion before with what they did. Throws a `ConflictError` that says why where that cannot be tried again so.
 *
 * @remarks The caller has locked the Stage.
 */
export async function planOf(
  tx: Knex.Transaction,
  {
    snapshot,
    retry,
  }: { snapshot: StageSnapshot; retry?: { of: string; from: RetryFrom } },
): Promise<PromotionPlanCopy> {
  const { stage } = snapshot;
  const fresh: PromotionPlanCopy = {
    shard: stage.shard,
    vars: stage.vars,
    steps: stage.steps,
    stepStates: stage.steps.map(step => ({
      alias: step.as,
      uses: step.uses,
      status: 'Pending',
      errorCount: 0,
      record: {},
    })),
    healthChecks: [],
  };
  if (!retry) {
    return fresh;
  }
  const before = await getPromotion(tx, { id: retry.of });
  if (!before) {
    throw new NotFoundError(`No Promotion '${retry.of}'`);
  }
  const problem = retryProblem(before, retry.from, snapshot);
  if (problem) {
    throw new ConflictError(`The promotion cannot be tried again: ${problem}`);
  }
  const links = { retryOf: before.id, retryFrom: retry.from };
  if (retry.from === 'start') {
    return { ...fresh, ...links };
  }
  const { shard, vars, steps, healthChecks } = before;
  const stepStates = carriedSteps(before);
  return { shard, vars, steps, stepStates, healthChecks, ...links };
}
