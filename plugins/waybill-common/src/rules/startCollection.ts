import { FreightOrigin } from '../model/Freight';
import { FreightCollection } from '../model/Promotion';
import { StageSnapshot } from '../model/StageSnapshot';
import { originOf } from './originOf';

/**
 * What a Stage runs if this Promotion succeeds: its Freight, and for the other origins that are still requested what
 * the last Promotion carried, else what runs now. One that goes on from the last Promotion's steps has that one's, since they were
 * told of it.
 *
 * @public
 */
export function startCollection(
  { stage, state }: Pick<StageSnapshot, 'stage' | 'state'>,
  promotion: { freight: string; origin: FreightOrigin; resumes?: string },
): FreightCollection {
  const { lastPromotion } = state;
  if (lastPromotion && lastPromotion.id === promotion.resumes) {
    return lastPromotion.collection;
  }
  const current = Object.fromEntries(
    state.current.map(it => [it.origin, it.freight]),
  );
  const before = { ...current, ...lastPromotion?.collection };
  const carried = stage.requestedFreight
    .map(request => originOf(request.origin.name))
    .flatMap(origin => (before[origin] ? [[origin, before[origin]]] : []));
  return {
    ...Object.fromEntries(carried),
    [promotion.origin]: promotion.freight,
  };
}
