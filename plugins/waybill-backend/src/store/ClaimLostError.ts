import { CustomErrorBase } from '@backstage/errors';

/** Somebody else has the work item now; nothing more may be written for it. */
export class ClaimLostError extends CustomErrorBase {
  name = 'ClaimLostError' as const;

  constructor(itemId: string) {
    super(`The claim on ${itemId} is lost; another worker has it`);
  }
}
