import {
  ApprovalRules,
  AskedReview,
  JsonObject,
  PromotionRecord,
  PromotionStepState,
  PromotionSummary,
  PromotionView,
} from '@waybill/backstage-plugin-waybill-common';

const ENDED = ['Succeeded', 'Failed', 'Errored', 'Aborted', 'Skipped'];

/** Whether a step has had an attempt that failed, and will have another. */
export function isRetried(state: PromotionStepState): boolean {
  return state.status === 'Errored' && !state.finishedAt;
}

const hasEnded = (state: PromotionStepState) =>
  ENDED.includes(state.status) && !isRetried(state);

/** Outputs of steps of one kind that succeeded, newest first. */
function outputsOf(states: PromotionStepState[], uses: string): JsonObject[] {
  return states
    .filter(state => state.uses === uses && state.status === 'Succeeded')
    .map(state => state.output ?? {})
    .reverse();
}

function commitOf(states: PromotionStepState[]): PromotionSummary['commit'] {
  for (const uses of ['git-wait-for-pr', 'git-push']) {
    for (const { commit, commitURL } of outputsOf(states, uses)) {
      if (typeof commit === 'string') {
        return typeof commitURL === 'string'
          ? { sha: commit, url: commitURL }
          : { sha: commit };
      }
    }
  }
  return null;
}

function pullRequestOf(
  states: PromotionStepState[],
): PromotionSummary['pullRequest'] {
  for (const { pr } of outputsOf(states, 'git-open-pr')) {
    const { id, url } = (pr ?? {}) as JsonObject;
    if (typeof id === 'number' && typeof url === 'string')
      return { number: id, url };
  }
  return null;
}

/** What the command would take somebody's word for; the step has noted it. */
function asksFor({
  phase,
  abortRequested,
  stepStates,
}: PromotionRecord): AskedReview | undefined {
  const step = stepStates.find(
    ({ status, record }) => status === 'Running' && record.asksFor,
  );
  return phase === 'Running' && !abortRequested && step
    ? { ...(step.record.asksFor as unknown as ApprovalRules), step: step.alias }
    : undefined;
}

/** A Promotion in a list. */
export function toPromotionSummary(record: PromotionRecord): PromotionSummary {
  const { stepStates } = record;
  const asked = asksFor(record);
  const current = stepStates.find(
    state => state.status === 'Running' || isRetried(state),
  );
  return {
    id: record.id,
    stage: record.stage,
    freight: record.freight,
    phase: record.phase,
    message: record.message ?? null,
    createdBy: record.createdBy,
    createdAt: record.createdAt,
    startedAt: record.startedAt ?? null,
    finishedAt: record.finishedAt ?? null,
    reason: record.reason ?? null,
    rollback: record.rollback,
    ...(record.retryOf && { retryOf: record.retryOf }),
    ...(record.retryFrom && { retryFrom: record.retryFrom }),
    progress: {
      done: stepStates.filter(hasEnded).length,
      total: stepStates.length,
      current: current ? current.uses : null,
    },
    ...(asked && { asksFor: asked }),
    commit: commitOf(stepStates),
    pullRequest: pullRequestOf(stepStates),
  };
}

/**
 * A Promotion with its steps; what steps noted for themselves stays inside.
 *
 * @param nextAt - when its work goes on, ISO 8601, where that is known
 */
export function toPromotionView(
  record: PromotionRecord,
  nextAt?: string,
): PromotionView {
  return {
    ...toPromotionSummary(record),
    entityRef: record.entityRef,
    gates: record.gates,
    steps: record.stepStates.map(state => ({
      alias: state.alias,
      uses: state.uses,
      status: state.status,
      startedAt: state.startedAt ?? null,
      finishedAt: state.finishedAt ?? null,
      ...(nextAt && isRetried(state) && { retryAt: nextAt }),
      message: state.message ?? null,
      output: state.output ?? null,
      ...(state.ranBy && { ranBy: state.ranBy.promotion }),
    })),
  };
}
