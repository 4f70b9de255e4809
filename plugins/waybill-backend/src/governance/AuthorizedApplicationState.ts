import {
  Application,
  ApplicationRef,
  ArgoPort,
} from '@waybill/backstage-plugin-waybill-node';
import { ApplicationState, ApplicationStatePort } from '../ports';

/** The state of Applications that consent to one Stage. */
export class AuthorizedApplicationState implements ApplicationStatePort {
  /**
   * @param argo - authorized: it refuses an Application that does not consent
   */
  constructor(
    private readonly state: ApplicationStatePort,
    private readonly argo: Pick<ArgoPort, 'get'>,
  ) {}

  async look(
    ref: ApplicationRef,
    _application: Application,
    signal: AbortSignal,
  ): Promise<ApplicationState | undefined> {
    // Asked again, whatever the caller has seen: consent counts at the moment at which something is told.
    const current = await this.argo.get(ref, signal);
    return current && this.state.look(ref, current, signal);
  }
}
