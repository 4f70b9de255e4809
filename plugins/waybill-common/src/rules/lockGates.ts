import { Gate } from '../model/Gate';
import { StageSnapshot } from '../model/StageSnapshot';

/**
 * Which Promotions of other Stages one must wait for because they hold a lock group of this Stage.
 *
 * @param promotion - the one that asks; what it holds itself does not stop it
 */
export function lockGates(
  { heldLocks }: Pick<StageSnapshot, 'heldLocks'>,
  promotion: string | undefined,
): Gate[] {
  return heldLocks
    .filter(lock => lock.promotion !== promotion)
    .map(lock => ({
      code: 'LockHeld',
      effect: 'wait',
      message: `a promotion in ${lock.stage} has the lock "${lock.group}"`,
    }));
}
