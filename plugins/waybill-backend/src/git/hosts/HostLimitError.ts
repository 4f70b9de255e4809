import { ServiceUnavailableError } from '@backstage/errors';
import { HostPause } from '@waybill/backstage-plugin-waybill-node';

/** A host's limit of requests is used up. */
export class HostLimitError
  extends ServiceUnavailableError
  implements HostPause
{
  constructor(
    message: string,
    /** From now; a minute where the host does not say, as GitHub asks for. */
    readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}
