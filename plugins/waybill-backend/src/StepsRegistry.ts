import { ConflictError } from '@backstage/errors';
import {
  StepDefinition,
  StepsExtensionPoint,
} from '@waybill/backstage-plugin-waybill-node';

/** Built-in and third-party steps, each id once. */
export class StepsRegistry implements StepsExtensionPoint {
  readonly #steps = new Map<string, StepDefinition>();

  constructor(builtIn: StepDefinition[]) {
    builtIn.forEach(step => this.addStep(step));
  }

  addStep<TConfig>(step: StepDefinition<TConfig>) {
    if (this.#steps.has(step.id)) {
      throw new ConflictError(
        `A promotion step '${step.id}' is registered already`,
      );
    }
    this.#steps.set(step.id, step as StepDefinition);
  }

  all(): StepDefinition[] {
    return [...this.#steps.values()];
  }
}
