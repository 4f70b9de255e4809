import { StageState } from '../../model/StageState';
import { Verification } from '../../model/Verification';

/**
 * The verifications of what a Stage runs that have begun, newest first; its state knows the newest alone.
 *
 * @remarks One that is Pending in the state and has no id is yet to begin: it must not keep a Stage that never gets Healthy from its
 * next Promotion.
 * @public
 */
export function verificationHistory({
  verification,
  lastPromotion,
}: Pick<StageState, 'verification' | 'lastPromotion'>): Verification[] {
  return verification &&
    (verification.id !== undefined || verification.phase !== 'Pending')
    ? [{ ...verification, id: verification.id ?? lastPromotion?.id ?? '' }]
    : [];
}
