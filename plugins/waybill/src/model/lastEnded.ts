import {
  PromotionSummary,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';

/** How the last Promotion of a Stage ended; `message` where the pipeline still lists it. */
export interface LastEnded
  extends Pick<PromotionSummary, 'id' | 'freight' | 'phase'> {
  finishedAt: string;
  message: string | null;
}

/**
 * The Promotion to a Stage that has ended last; undefined while one runs there, and where none has ended. The pipeline lists only the newest
 * of all its Stages, so the Stage's own word counts too. One that was called off before it started changes nothing of how things are.
 */
export function lastEnded(
  stage: Pick<StageView, 'name' | 'promotions' | 'lastPromotion'>,
  promotions: PromotionSummary[],
): LastEnded | undefined {
  const own = promotions.filter(it => it.stage === stage.name);
  const runs = own.some(it => it.phase === 'Running');
  if (runs || stage.promotions.running !== null) return undefined;
  const listed = own.flatMap((it): LastEnded[] => {
    const calledOff = it.phase === 'Aborted' && it.startedAt === null;
    const { id, freight, phase, finishedAt, message } = it;
    return finishedAt && !calledOff
      ? [{ id, freight, phase, finishedAt, message }]
      : [];
  });
  const { lastPromotion: last } = stage;
  const isListed = listed.some(it => it.id === last?.id);
  const known =
    last && !isListed ? [...listed, { ...last, message: null }] : listed;
  return known.sort(
    (a, b) => Date.parse(b.finishedAt) - Date.parse(a.finishedAt),
  )[0];
}
