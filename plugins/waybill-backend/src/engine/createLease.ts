import { ClaimLostError } from '../store/ClaimLostError';
import { ClockPort } from '../ports';

/** After this part of a lease without a renewal nobody counts on it any more; it is renewed after each third. */
const SURE = 2 / 3;

/** What a process knows, without asking, of a claim that it has. All times by the clock's `elapsed`. */
export interface Lease {
  /** The database has said that the claim is still held; it was asked at `at`. */
  renewed(at: number): void;
  /** Whether another worker may have the item by now. */
  isOver(): boolean;
  /**
   * @throws ClaimLostError when so much of the lease has gone that another worker may soon have the item
   *
   * @remarks For what cannot be taken back: a process that stood still does not hear at once that its claim is lost, and
   * goes on first with what it was about to do.
   */
  assertHeld(): void;
}

export function createLease(
  clock: Pick<ClockPort, 'elapsed'>,
  options: {
    itemId: string;
    /** When the claim was asked for, not when it was answered. */
    claimedAt: number;
    leaseMs: number;
  },
): Lease {
  const { itemId, leaseMs } = options;
  let since = options.claimedAt;
  const age = () => clock.elapsed() - since;
  return {
    renewed(at) {
      since = at;
    },
    isOver: () => age() >= leaseMs,
    assertHeld() {
      if (age() >= leaseMs * SURE) {
        throw new ClaimLostError(
          itemId,
          `it was not renewed for ${Math.round(age() / 1000)} s`,
        );
      }
    },
  };
}
