import { CustomErrorBase } from '@backstage/errors';

/** Somebody else has the work item now, or may have it; nothing more may be written or done for it. */
export class ClaimLostError extends CustomErrorBase {
  name = 'ClaimLostError' as const;

  constructor(itemId: string, why = 'another worker has it') {
    super(`The claim on ${itemId} is lost; ${why}`);
  }
}
