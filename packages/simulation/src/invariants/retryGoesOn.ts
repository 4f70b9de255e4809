import { PromotionStepState } from '@waybill/backstage-plugin-waybill-common';
import { PromotionFact } from './Facts';
import { Invariant, World } from './Invariant';

/**
 * A retry is of a Promotion that has not succeeded. From the failed step it has its steps, does nothing again that was done, and all the
 * rest; anew it begins at the beginning.
 */
export const retryGoesOn: Invariant = {
  name: 'a retry goes on where it should',
  onCommit(world, before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    for (const retry of world.facts.promotions.values()) {
      if (!retry.retryOf) continue;
      const was = before.promotions.get(retry.id);
      const started = was?.phase === 'Pending' && retry.phase === 'Running';
      const problem = was
        ? started && overtakenProblem(world, retry)
        : planProblem(world, retry);
      if (problem) return `${retry.id}: ${problem}`;
    }
    return undefined;
  },
  onEffect({ stepsOf }, effect) {
    if (effect.type === 'analysis-run') return undefined;
    const id = effect.by?.promotion?.id ?? '';
    const alias = {
      push: 'push',
      'pull-request': 'open',
      rewrite: 'open',
      sync: 'sync',
      message: 'tell',
      request: 'call',
    }[effect.type];
    const carried = stepsOf(id).find(it => it.alias === alias)?.ranBy;
    return carried
      ? `${id} did "${alias}" again, which ${carried.promotion} had done`
      : undefined;
  },
};

function planProblem(
  { facts, stepsOf }: World,
  { id, retryOf = '', retryFrom, freight, stage, stepsJson }: PromotionFact,
): string | undefined {
  const before = facts.promotions.get(retryOf);
  if (before?.finishedAt === undefined || before.phase === 'Succeeded') {
    return `${retryOf} is ${before?.phase}`;
  }
  if (before.freight !== freight || before.stage !== stage) {
    return `${retryOf} is of ${before.freight} in ${before.stage}`;
  }
  const steps = stepsOf(id);
  if (retryFrom === 'start') {
    return steps.some(it => it.status !== 'Pending')
      ? 'it does not begin at the beginning'
      : undefined;
  }
  if (stepsJson !== before.stepsJson) return 'its steps are others';
  const done = stepsOf(retryOf);
  const failedAt = done.findIndex(it => !isDone(it));
  const odd = steps.find((it, at) =>
    at < failedAt
      ? it.status !== done[at].status || !it.ranBy
      : it.status !== 'Pending',
  );
  return odd && `"${odd.alias}" is ${odd.status}`;
}

/** In the same Stage another one may have ended meanwhile. */
function overtakenProblem(
  { facts }: World,
  { retryOf, retryFrom, pipelineId, stage }: PromotionFact,
): string | undefined {
  if (retryFrom === 'start') return undefined;
  const last = facts.stages.get(`${pipelineId}/${stage}`)?.lastPromotion?.id;
  return last === retryOf
    ? undefined
    : `it started, and ${last} has ended in ${stage} since ${retryOf}`;
}

function isDone({ status, finishedAt }: PromotionStepState): boolean {
  return (
    finishedAt !== undefined && (status === 'Succeeded' || status === 'Skipped')
  );
}
