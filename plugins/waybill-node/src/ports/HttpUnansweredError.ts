import { ServiceUnavailableError } from '@backstage/errors';

/** There was no answer to a request. @public */
export class HttpUnansweredError extends ServiceUnavailableError {
  constructor(
    message: string,
    /** False: nobody can have seen the request, so that it may be sent again whatever it asks for. */
    readonly mayHaveArrived: boolean,
  ) {
    super(message);
  }
}
