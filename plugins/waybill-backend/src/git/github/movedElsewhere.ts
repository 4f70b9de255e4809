import { PushResult } from '@waybill/backstage-plugin-waybill-node';
import { BranchMove } from './BranchMove';

/** The answer when the branch is not where it was expected. */
export function movedElsewhere(
  { branch, expected }: BranchMove,
  tip: string | undefined,
): PushResult {
  return {
    status: 'rejected',
    tip,
    message: `${branch} is at ${tip ?? 'no commit'}, not at ${
      expected ?? 'no commit'
    } as expected`,
  };
}
