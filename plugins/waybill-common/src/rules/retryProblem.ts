import { PromotionRecord, RetryFrom } from '../model/Promotion';
import { StageSnapshot } from '../model/StageSnapshot';
import { closedPullRequest } from './closedPullRequest';
import { resumeGates } from './resumeGates';
import { resumePoint } from './resumePoint';

/**
 * Why a Promotion cannot be tried again in this way, as a sentence; undefined: it can. What holds of its Freight is for the gates to say.
 *
 * @param snapshot - of its Stage; undefined: that is not defined any more
 * @public
 */
export function retryProblem(
  promotion: Pick<
    PromotionRecord,
    'id' | 'phase' | 'stage' | 'project' | 'collection' | 'steps' | 'stepStates'
  >,
  from: RetryFrom,
  snapshot:
    | Pick<StageSnapshot, 'state' | 'stage' | 'promotions' | 'project'>
    | undefined,
): string | undefined {
  const { phase, stage } = promotion;
  if (phase === 'Pending' || phase === 'Running') {
    return 'it has not ended yet';
  }
  if (phase === 'Succeeded') {
    return 'it succeeded; to run it once more, promote its Freight again';
  }
  if (!snapshot) {
    return `${stage} is no longer defined`;
  }
  return from === 'start' ? undefined : resumeProblem(promotion, snapshot);
}

function resumeProblem(
  promotion: Parameters<typeof retryProblem>[0],
  snapshot: Pick<StageSnapshot, 'state' | 'stage' | 'promotions' | 'project'>,
): string | undefined {
  if (!promotion.collection) {
    return 'it never started, so there is no step to go on from; start anew';
  }
  const resumesAt = resumePoint(promotion);
  if (resumesAt >= promotion.steps.length) {
    return 'all its steps are done, so there is none to go on from; start anew';
  }
  const closed = closedPullRequest(promotion.stepStates[resumesAt]);
  if (closed !== undefined) {
    return `its ${closed}, and the step would wait for that very one again; start anew, which opens another`;
  }
  if (promotion.project !== snapshot.project) {
    return `its steps ran in the project ${promotion.project}, and the pipeline's is ${snapshot.project} now; start anew`;
  }
  const [gate] = resumeGates(snapshot, promotion.id);
  if (gate) {
    return gate.message;
  }
  return snapshot.promotions.some(it => it.phase === 'Running')
    ? `another promotion is running in ${promotion.stage}, and what its steps did before may no longer fit when that ends; start anew`
    : undefined;
}
