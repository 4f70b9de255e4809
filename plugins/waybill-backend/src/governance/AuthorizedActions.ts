import { ActionsPort } from '@waybill/backstage-plugin-waybill-node';
import { assertGranted } from './assertGranted';

/** Actions of other plugins, as far as the platform grants them: this plugin may run them all. */
export class AuthorizedActions implements ActionsPort {
  constructor(
    private readonly actions: ActionsPort,
    /** Undefined: yes, else a sentence. */
    private readonly mayRun: (id: string) => string | undefined,
  ) {}

  async find(id: string) {
    assertGranted(this.mayRun(id));
    return this.actions.find(id);
  }

  async invoke(options: Parameters<ActionsPort['invoke']>[0]) {
    assertGranted(this.mayRun(options.id));
    return this.actions.invoke(options);
  }
}
