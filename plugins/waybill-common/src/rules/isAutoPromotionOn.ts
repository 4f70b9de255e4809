import { StageSnapshot } from '../model/StageSnapshot';
import { autoPromotionEnabled } from './autoPromotionEnabled';

/** Whether a Stage promotes by itself: it has steps, its ProjectConfig says so, and the platform allows it. @public */
export function isAutoPromotionOn(
  snapshot: Pick<
    StageSnapshot,
    'stage' | 'promotionPolicies' | 'autoPromotionAllowed'
  >,
): boolean {
  return (
    snapshot.stage.steps.length > 0 &&
    snapshot.autoPromotionAllowed &&
    autoPromotionEnabled(snapshot.promotionPolicies, snapshot.stage)
  );
}
