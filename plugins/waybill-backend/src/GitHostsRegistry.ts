import { ConflictError } from '@backstage/errors';
import {
  GitHostProvider,
  GitHostsExtensionPoint,
} from '@waybill/backstage-plugin-waybill-node';

/** Built-in and third-party Git hosts, each id once. */
export class GitHostsRegistry implements GitHostsExtensionPoint {
  readonly #providers: GitHostProvider[] = [];

  constructor(builtIn: readonly GitHostProvider[]) {
    builtIn.forEach(provider => this.addGitHost(provider));
  }

  addGitHost(provider: GitHostProvider) {
    if (this.#providers.some(({ id }) => id === provider.id)) {
      throw new ConflictError(
        `A Git host '${provider.id}' is registered already`,
      );
    }
    this.#providers.push(provider);
  }

  all(): readonly GitHostProvider[] {
    return this.#providers;
  }
}
