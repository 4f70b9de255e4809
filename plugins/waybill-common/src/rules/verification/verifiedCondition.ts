import { VerificationPhase } from '../../model/StageState';
import { Verification } from '../../model/Verification';

/** Kargo's condition `Verified` of a Stage. @public */
export interface VerifiedCondition {
  status: 'True' | 'False' | 'Unknown';
  reason: string;
}

const STATUS: Record<VerificationPhase, VerifiedCondition['status']> = {
  Pending: 'Unknown',
  Running: 'Unknown',
  Successful: 'True',
  Failed: 'False',
  Error: 'False',
  Aborted: 'False',
  Inconclusive: 'Unknown',
};

/**
 * Whether what a Stage runs counts as verified: as soon as any of its verifications was successful; a repetition that fails
 * takes nothing back.
 *
 * @param history - of what runs now, newest first; undefined: nothing runs
 * @public
 */
export function verifiedCondition(
  history: readonly Verification[] | undefined,
): VerifiedCondition {
  if (!history) {
    return { status: 'Unknown', reason: 'NoFreight' };
  }
  if (history.some(({ phase }) => phase === 'Successful')) {
    return { status: 'True', reason: 'Verified' };
  }
  const [newest] = history;
  return newest
    ? { status: STATUS[newest.phase], reason: `Verification${newest.phase}` }
    : { status: 'Unknown', reason: 'VerificationPending' };
}
