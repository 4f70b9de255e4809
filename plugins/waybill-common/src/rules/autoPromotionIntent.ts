import { StageSnapshot } from '../model/StageSnapshot';
import { autoPromotionCandidate } from './autoPromotionCandidate';
import { isAutoPromotionOn } from './isAutoPromotionOn';
import { requestFor } from './requestFor';

/**
 * What a person's Promotion says about auto-promotion from then on: one of anything but the candidate holds its
 * origin there, one of exactly the candidate lets it go on, and a rollback always holds.
 *
 * @remarks Asked when the Promotion is created, kept with it, and applied in every terminal phase but Aborted.
 * Undefined where the Stage does not promote by itself.
 * @public
 */
export function autoPromotionIntent(
  snapshot: StageSnapshot,
  freightId: string,
  now: Date,
  { rollback = false }: { rollback?: boolean } = {},
): 'hold' | 'resume' | undefined {
  const freight = snapshot.freight.find(it => it.id === freightId);
  const request = freight && requestFor(snapshot.stage, freight);
  if (!request || !isAutoPromotionOn(snapshot)) {
    return undefined;
  }
  return !rollback &&
    autoPromotionCandidate(snapshot, request, now)?.id === freightId
    ? 'resume'
    : 'hold';
}
