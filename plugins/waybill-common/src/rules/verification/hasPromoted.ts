import { StageState } from '../../model/StageState';

/**
 * Whether what a Stage runs is there to be verified: its last Promotion succeeded. After one that did not nothing is verified, and
 * so nothing must wait for it either.
 */
export function hasPromoted({
  current,
  lastPromotion,
}: Pick<StageState, 'current' | 'lastPromotion'>): boolean {
  return current.length > 0 && lastPromotion?.phase === 'Succeeded';
}
