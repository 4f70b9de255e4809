import { PromotionStepDefinition } from '@waybill/backstage-plugin-waybill-common';
import { GitRepoUpdate } from '../schemas/mechanismsSchema';
import { literal } from './imageExpressions';
import { loopProblem } from './loopProblem';
import { ReadRef } from './readRef';
import { step } from './step';

/**
 * Where the Warehouse follows the default branch, only the Freight knows that branch's name, and reading the definition could
 * not see the loop. Then this step fails the Promotion before anything is written.
 */
export function loopGuard(
  { repoURL, writeBranch, pullRequest }: GitRepoUpdate,
  ref: ReadRef,
  suffix: string,
): PromotionStepDefinition[] {
  if (ref.from !== 'commit' || ref.branch || pullRequest) {
    return [];
  }
  return [
    step(
      'fail',
      `guard${suffix}`,
      { message: loopProblem(repoURL, writeBranch) },
      `success() && commitFrom(${literal(ref.repoURL)}).Branch == ${literal(
        writeBranch,
      )}`,
    ),
  ];
}
