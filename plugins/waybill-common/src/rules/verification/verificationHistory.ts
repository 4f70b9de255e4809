import { StageState } from '../../model/StageState';
import { Verification } from '../../model/Verification';

/**
 * The verifications of what a Stage runs that have begun, newest first; of those before the newest nothing is kept yet.
 *
 * @remarks One that is Pending in the state is yet to begin: it must not keep a Stage that never gets Healthy from its next
 * Promotion.
 * @public
 */
export function verificationHistory({
  verification,
  lastPromotion,
}: Pick<StageState, 'verification' | 'lastPromotion'>): Verification[] {
  return verification && verification.phase !== 'Pending'
    ? [{ id: lastPromotion?.id ?? '', ...verification }]
    : [];
}
