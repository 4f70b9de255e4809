import {
  isAutoPromotionOn,
  nextFreight,
  StageSnapshot,
  StageVerification,
  StageView,
  VerificationView,
} from '@waybill/backstage-plugin-waybill-common';

/** A Stage as clients see it. `rollbackTo` and `owners` come from outside the snapshot. */
export function toStageView(
  snapshot: StageSnapshot,
  now: Date,
  extra: { owners: string[]; rollbackTo: string | undefined },
): StageView {
  const { stage, state, promotions } = snapshot;
  const next = nextFreight(snapshot, now);
  return {
    name: stage.name,
    kind: stage.steps.length ? 'stage' : 'control-flow',
    labels: stage.labels,
    ...(stage.description ? { description: stage.description } : {}),
    ...(stage.color ? { color: stage.color } : {}),
    owners: extra.owners,
    requests: stage.requestedFreight.map(({ origin, sources }) => ({
      origin: `${origin.kind}/${origin.name}`,
      direct: sources.direct,
      stages: sources.stages,
      availabilityStrategy: sources.availabilityStrategy,
      ...(sources.requiredSoakSeconds
        ? { requiredSoakSeconds: sources.requiredSoakSeconds }
        : {}),
    })),
    autoPromotion: isAutoPromotionOn(snapshot),
    ...(stage.queue ? { queue: stage.queue } : {}),
    current: state.current,
    verification: state.verification && toVerificationView(state.verification),
    holds: state.holds,
    health: state.health,
    sync: state.sync,
    promotions: {
      running: promotions.find(it => it.phase === 'Running')?.id ?? null,
      waiting: promotions
        .filter(it => it.phase === 'Pending')
        .map(it => it.id)
        .sort(),
    },
    next: next ?? null,
    rollbackTo: extra.rollbackTo ?? null,
  };
}

function toVerificationView({
  phase,
  message,
  id,
  startedAt,
  finishedAt,
  analysisRun,
}: StageVerification): VerificationView {
  return {
    phase,
    ...(message && { message }),
    ...(id !== undefined && { id }),
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    ...(analysisRun && { analysisRun }),
  };
}
