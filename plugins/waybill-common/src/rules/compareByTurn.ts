import { PromotionBrief } from '../model/StageSnapshot';
import { compareText } from './compareText';

const RANK: Partial<Record<PromotionBrief['phase'], number>> = {
  Running: 0,
  Pending: 1,
};
const OVER = 2;

/**
 * Order of a Stage's Promotions: the one that runs, those that wait, oldest first, and those that have ended, newest first. Ids
 * sort by the time of asking.
 */
export function compareByTurn(
  a: Pick<PromotionBrief, 'id' | 'phase'>,
  b: Pick<PromotionBrief, 'id' | 'phase'>,
): number {
  const rank = (it: typeof a) => RANK[it.phase] ?? OVER;
  return (
    rank(a) - rank(b) ||
    (rank(a) === OVER ? compareText(b.id, a.id) : compareText(a.id, b.id))
  );
}
