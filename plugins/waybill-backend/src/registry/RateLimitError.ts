import { CustomErrorBase } from '@backstage/errors';

/** A registry asks not to be asked for a while. */
export class RateLimitError extends CustomErrorBase {
  name = 'RateLimitError' as const;

  constructor(
    message: string,
    /** Seconds from now. */
    readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}
