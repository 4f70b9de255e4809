import {
  isAutoPromotionOn,
  isVerificationOver,
  nextFreight,
  StageSnapshot,
  StageState,
  StageView,
  verificationRequestProblem,
  whyUnmarked,
  VerificationView,
} from '@waybill/backstage-plugin-waybill-common';
import { toVerificationView } from './toVerificationView';

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
    verification: verificationOf(snapshot),
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
    ...(state.lastPromotion && {
      lastPromotion: toLastPromotion(state.lastPromotion),
    }),
    next: next ?? null,
    rollbackTo: extra.rollbackTo ?? null,
  };
}

function toLastPromotion({
  id,
  phase,
  freight,
  finishedAt,
}: NonNullable<StageState['lastPromotion']>) {
  return { id, phase, freight, finishedAt };
}

/** The newest verification, and whether it can be repeated. */
function verificationOf({
  state,
  promotions,
}: StageSnapshot): VerificationView | null {
  const { verification } = state;
  if (!verification) return null;
  const isPromoting = promotions.some(it => it.phase === 'Running');
  const notAgain =
    isVerificationOver(verification) &&
    verificationRequestProblem(state, 'reverify', isPromoting);
  const unmarked = whyUnmarked(state, isPromoting);
  return {
    ...toVerificationView(verification),
    ...(notAgain && { notAgain }),
    ...(unmarked && { marked: false, message: unmarked }),
  };
}
