import { CustomErrorBase } from '@backstage/errors';
import { MAX_DEFINITION_BYTES } from '../limits';

/** A definition over the size limit; nothing more of it is read. */
export class TooLargeError extends CustomErrorBase {
  name = 'TooLargeError' as const;

  constructor() {
    super(`A definition has at most ${MAX_DEFINITION_BYTES} bytes in all`);
  }
}
