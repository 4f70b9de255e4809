import { StageState } from '../../model/StageState';
import { Verification } from '../../model/Verification';
import { hasPromoted } from './hasPromoted';
import { isVerificationOver } from './isVerificationOver';

const ENDED = {
  Succeeded: 'succeeded',
  Failed: 'failed',
  Errored: 'ended by an error',
  Aborted: 'was aborted',
};

/**
 * What becomes of the verification of what a Stage runs when the next Promotion ends there: one that waited for its Stage to get Healthy,
 * to begin or for its Freight to get the mark, waits for nothing any more. Undefined: there was none, or it was over.
 *
 * @remarks Of one that was successful the verdict stays in the history; only its mark will never come.
 * @param state - from before that Promotion ended
 * @param by - the Promotion that has ended; one that did not succeed leaves what ran where it is
 * @public
 */
export function supersededVerification(
  state: Pick<StageState, 'current' | 'verification' | 'lastPromotion'>,
  by: { id: string; phase: 'Succeeded' | 'Failed' | 'Errored' | 'Aborted' },
  now: Date,
): Verification | undefined {
  const { verification, lastPromotion } = state;
  if (
    !lastPromotion ||
    !hasPromoted(state) ||
    !verification ||
    (isVerificationOver(verification) && verification.marked !== false)
  ) {
    return undefined;
  }
  const wayOn =
    by.phase === 'Succeeded'
      ? ''
      : '; roll back to what runs, or promote it again, to have it verified';
  const { marked: _, ...known } = verification;
  return {
    ...known,
    id: verification.id ?? lastPromotion.id,
    phase: 'Aborted',
    finishedAt: now.toISOString(),
    message: `Superseded by ${by.id}, which ${
      ENDED[by.phase]
    } before what ran was verified${wayOn}`,
  };
}
