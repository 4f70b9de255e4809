import { InputError } from '@backstage/errors';
import { ObjectValue } from './ObjectValue';

/** What is left of an output that was a secret: it can be handed on, and any use of it is an error. */
export class RemovedSecretValue extends ObjectValue {
  readonly kind = 'removed secret';
  readonly methods = new Map();

  toJson(): never {
    throw new InputError(
      'this output was a secret, and secrets are not kept; call secret() where it is needed',
    );
  }

  operate(): never {
    return this.toJson();
  }
}
