import { PushResult } from '@waybill/backstage-plugin-waybill-node';
import { BranchMove } from './BranchMove';

/** The answer when the branch would lose commits. */
export function wouldLose(
  { branch, commit }: BranchMove,
  tip: string | undefined,
): PushResult {
  return {
    status: 'rejected',
    tip,
    message: `${branch} has commits that ${commit} does not contain`,
  };
}
