import { ClockPort } from '../ports';
import { ClaimLostError } from '../store/ClaimLostError';

/** After this part of a lease nobody counts on it any more without asking; it is renewed after each third. */
const SURE = 2 / 3;

/** What a process knows of a claim that it has. All times by the clock's `elapsed`, in milliseconds. */
export interface Lease {
  /** False: the claim is lost. Rejects when the database does not answer. */
  renew(): Promise<boolean>;
  /** Whether another worker may have the item by now. */
  isOver(): boolean;
  /**
   * Resolves when the claim is held, and is for a while.
   *
   * @throws ClaimLostError
   * @remarks For what cannot be taken back: a process that stood still does not hear at once that its claim is lost, and
   * goes on first with what it was about to do. Asks only when so much of the lease has gone that somebody else may soon have
   * the item.
   */
  confirm(): Promise<void>;
}

export function createLease(
  clock: Pick<ClockPort, 'elapsed'>,
  options: {
    itemId: string;
    /** When the claim was asked for, not when it was answered. */
    claimedAt: number;
    leaseMs: number;
    renew(): Promise<boolean>;
  },
): Lease {
  const { itemId, leaseMs } = options;
  let since = options.claimedAt;
  const age = () => clock.elapsed() - since;
  const isSure = () => age() < leaseMs * SURE;

  async function renew() {
    const asked = clock.elapsed();
    const isHeld = await options.renew();
    if (isHeld) {
      since = asked;
    }
    return isHeld;
  }

  return {
    renew,
    isOver: () => age() >= leaseMs,
    async confirm() {
      if (isSure()) {
        return;
      }
      if (!(await renew())) {
        throw new ClaimLostError(itemId);
      }
      if (!isSure()) {
        const seconds = Math.round(age() / 1000);
        throw new ClaimLostError(
          itemId,
          `its renewal was answered after ${seconds} s`,
        );
      }
    },
  };
}
